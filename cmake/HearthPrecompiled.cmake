# Precompiled headers, four for the whole tree: parsing Qt's, protobuf's and gRPC's headers is most of what a file
# costs. precompile(TARGET) takes the one that goes with the target's folder.
option(HEARTH_PRECOMPILE "Use precompiled headers" ON)

# hiredis says so, and a precompiled header is only for those who say the same.
add_compile_definitions(_FILE_OFFSET_BITS=64)

# A library of nothing that makes cmake/pch/NAME.h out of what DEPS have.
function(add_precompiled name)
  add_library(hearth_pch_${name} STATIC ${CMAKE_SOURCE_DIR}/cmake/pch/empty.cpp)
  set_target_properties(hearth_pch_${name} PROPERTIES AUTOMOC OFF)
  target_include_directories(hearth_pch_${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(hearth_pch_${name} PRIVATE ${ARGN} strict_flags)
  target_precompile_headers(hearth_pch_${name} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pch/${name}.h)
endfunction()

function(precompile target)
  if(NOT HEARTH_PRECOMPILE)
    return()
  endif()
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  if(folder MATCHES "^(tests/)?server/rpc")
    set(header rpc)
    target_compile_definitions(${target} PRIVATE NOMINMAX) # as gRPC's own flags have it
  elseif(folder MATCHES "^(tests/)?server/(auth|calendar|gateway|host|proto)" OR folder MATCHES "^tests/support")
    set(header server)
  elseif(folder MATCHES "^(tests/)?client/(app|theme|ui|views)")
    set(header widgets)
  else()
    set(header core)
  endif()
  target_precompile_headers(${target} REUSE_FROM hearth_pch_${header})
endfunction()
