#include "upper/upper.h"

#include "lower/lower.h"

int Upper() { return Lower() + 1; }
