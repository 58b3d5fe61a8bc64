# cmake -D GENERATOR=program -D TRAILSIFT=program -D FOLDER=folder -P check_corpus.cmake
#
# Generates a small corpus, scans it and compares what was found and counted with its truth.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE "${FOLDER}")
execute_process(COMMAND "${GENERATOR}" --seed 7 --files 16 --records 150 "${FOLDER}"
  COMMAND_ERROR_IS_FATAL ANY)
file(READ "${FOLDER}/truth.json" truth)

# Each kind of plant must be there, else the comparison proves little.
string(JSON plants LENGTH "${truth}" plants)
math(EXPR last "${plants} - 1")
foreach(index RANGE ${last})
  string(JSON plant MEMBER "${truth}" plants ${index})
  string(JSON count GET "${truth}" plants ${plant})
  if(count EQUAL 0)
    message(FATAL_ERROR "the corpus holds no ${plant}")
  endif()
endforeach()

execute_process(COMMAND "${TRAILSIFT}" scan -f json "${FOLDER}/logs"
  OUTPUT_VARIABLE report COMMAND_ERROR_IS_FATAL ANY)

foreach(figure "sources;total;files" "records;judged;records")
  list(GET figure 0 part)
  list(GET figure 1 member)
  list(GET figure 2 name)
  string(JSON counted GET "${report}" summary ${part} ${member})
  string(JSON true_count GET "${truth}" ${name})
  if(NOT counted EQUAL true_count)
    message(FATAL_ERROR "summary.${part}.${member} is ${counted}, in truth ${true_count}")
  endif()
endforeach()

function(event_ids output document)
  string(JSON length LENGTH "${document}" matches)
  set(ids "")
  if(length GREATER 0)
    math(EXPR last "${length} - 1")
    foreach(index RANGE ${last})
      string(JSON id GET "${document}" matches ${index} ${ARGN})
      list(APPEND ids "${id}")
    endforeach()
  endif()
  set(${output} "${ids}" PARENT_SCOPE)
endfunction()

event_ids(found "${report}" event_id)
event_ids(planted "${truth}")
if(NOT found STREQUAL planted)
  message(FATAL_ERROR "found: ${found}\nin truth: ${planted}")
endif()
