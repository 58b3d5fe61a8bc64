#include "lower.h"

int NoFolder() { return Lower(); }
