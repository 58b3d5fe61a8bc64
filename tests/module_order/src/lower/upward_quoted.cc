#include "upper/upper.h"

int UpwardQuoted() { return Upper(); }
