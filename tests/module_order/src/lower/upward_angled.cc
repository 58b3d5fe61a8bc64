#include <upper/upper.h>

int UpwardAngled() { return Upper(); }
