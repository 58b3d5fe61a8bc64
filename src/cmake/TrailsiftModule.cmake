# trailsift_module(NAME HEADERS … SOURCES … DEPENDS … [LIBRARIES …] [PUBLIC_LIBRARIES …]
#                  [GENERATED_HEADERS …])
#
# Declares the library trailsift_NAME of the folder src/NAME. DEPENDS is the complete list of the
# other modules whose headers this folder may include: an #include outside it stops the configure
# step, so the module order of docs/ARCHITECTURE.md cannot rot. LIBRARIES are foreign and stay
# private to the module, except those named after PUBLIC_LIBRARIES, whose types stand in headers.
# A generated header x.h is filled in from x.h.in by configure_file.
function(trailsift_check_includes name depends)
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(STRINGS "${file}" includes REGEX "^[ \t]*#[ \t]*include[ \t]*[\"<]")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[\"<]([^/\">]*)/?.*" "\\1" folder "${line}")
      if(line MATCHES "<" AND NOT IS_DIRECTORY "${PROJECT_SOURCE_DIR}/src/${folder}")
        continue()  # A system header.
      endif()
      if(NOT folder STREQUAL name AND NOT folder IN_LIST depends)
        message(FATAL_ERROR "${file}: ${line}\n"
          "src/${name} may include only: ${name} ${depends} (see docs/ARCHITECTURE.md)")
      endif()
    endforeach()
  endforeach()
endfunction()

function(trailsift_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual)
endfunction()

function(trailsift_module name)
  cmake_parse_arguments(PARSE_ARGV 1 MODULE "" ""
    "HEADERS;SOURCES;DEPENDS;LIBRARIES;PUBLIC_LIBRARIES;GENERATED_HEADERS")
  trailsift_check_includes(${name} "${MODULE_DEPENDS}" ${MODULE_HEADERS} ${MODULE_SOURCES})
  set(target trailsift_${name})
  add_library(${target} STATIC ${MODULE_SOURCES})
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/src"
    FILES ${MODULE_HEADERS})
  if(MODULE_GENERATED_HEADERS)
    set(generated "${PROJECT_BINARY_DIR}/generated")
    foreach(header IN LISTS MODULE_GENERATED_HEADERS)
      configure_file(${header}.in "${generated}/${name}/${header}" @ONLY)
      target_sources(${target} PUBLIC FILE_SET generated TYPE HEADERS BASE_DIRS "${generated}"
        FILES "${generated}/${name}/${header}")
    endforeach()
  endif()
  trailsift_warnings(${target})
  if(TRAILSIFT_UNITY_BUILD)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON)
  endif()
  list(TRANSFORM MODULE_DEPENDS PREPEND trailsift_)
  target_link_libraries(${target} PUBLIC ${MODULE_DEPENDS} ${MODULE_PUBLIC_LIBRARIES}
    PRIVATE ${MODULE_LIBRARIES})
endfunction()
