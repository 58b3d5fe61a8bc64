# cmake -D SKETCH=folder -D BUILD=folder -D COMPILER=c++ -P check.cmake
#
# Configures the sketch with the given extra source in its lower module.
function(configure extra_source result_variable output_variable)
  file(REMOVE_RECURSE "${BUILD}")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" -S "${SKETCH}" -B "${BUILD}" -G Ninja
            "-DCMAKE_CXX_COMPILER=${COMPILER}" "-DLOWER_SOURCES=${extra_source}"
    RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  string(REGEX REPLACE "[ \n]+" " " output "${output}")  # CMake wraps its messages.
  set(${result_variable} "${result}" PARENT_SCOPE)
  set(${output_variable} "${output}" PARENT_SCOPE)
endfunction()

configure("" result output)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "modules in good order are refused: ${output}")
endif()

foreach(source upward_quoted.cc upward_angled.cc no_folder.cc)
  configure(${source} result output)
  if(result EQUAL 0)
    message(FATAL_ERROR "${source} was accepted")
  endif()
  if(NOT output MATCHES "${source}: .*src/lower may include only: lower ")
    message(FATAL_ERROR "${source} was refused for another reason: ${output}")
  endif()
endforeach()
