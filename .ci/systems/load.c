/* load LIBRARY: as a strict loader takes it, with all its symbols at once. */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, char **arguments)
{
    if (count == 2 && dlopen(arguments[1], RTLD_NOW)) return 0;
    puts(dlerror());
    return 1;
}
