# trailsift_harden(): what the compiler and linker offer against exploitation of a memory error, for
# every target declared afterwards. Flags that this compiler or processor lacks are left out.
include(CheckCXXCompilerFlag)

function(trailsift_harden)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  # Fortified functions need optimisation. Undefined first: distributions set a lower level.
  add_compile_options("$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
  foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
    string(MAKE_C_IDENTIFIER "TRAILSIFT_HAS${flag}" available)
    check_cxx_compiler_flag(${flag} ${available})
    if(${available})
      add_compile_options(${flag})
    endif()
  endforeach()
  add_compile_options(-fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now)
endfunction()
