# add_module(), add_qt_test(), add_proto() and the strict_flags target.

add_library(strict_flags INTERFACE)
target_compile_options(strict_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
target_compile_definitions(strict_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH
  HEARTH_VERSION="${PROJECT_VERSION}")

# How many times longer than usual a test may take.
set(hearth_patience 1)
if(HEARTH_SANITIZE)
  set(hearth_patience 5)
  list(JOIN HEARTH_SANITIZE "," hearth_sanitizers)
  add_compile_options(-fsanitize=${hearth_sanitizers} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${hearth_sanitizers})
endif()
if("undefined" IN_LIST HEARTH_SANITIZE)
  # What is found ends the program. A null pointer ends it anyway; alignment triples the time to compile.
  add_compile_options(-fno-sanitize-recover=undefined -fno-sanitize=null,alignment)
endif()
if("thread" IN_LIST HEARTH_SANITIZE)
  add_library(tsan_handover STATIC
    ${CMAKE_SOURCE_DIR}/cmake/tsan/queuehandover.cpp ${CMAKE_SOURCE_DIR}/cmake/tsan/grpcmutex.cpp)
  target_link_libraries(tsan_handover PRIVATE Qt6::Core)
  link_libraries(tsan_handover)
  include_directories(SYSTEM BEFORE ${CMAKE_SOURCE_DIR}/cmake/tsan/include)
  foreach(symbol
      _ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv
      _ZN7QObject11connectImplEPKS_PPvS1_S3_PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject
      _ZN11QMetaObject8activateEP7QObjectPKS_iPPv
      _ZN7QObjectD2Ev
      _ZN7QThread4waitE14QDeadlineTimer
      _ZN4absl7debian35Mutex4LockEv
      _ZN4absl7debian35Mutex6UnlockEv)
    add_link_options(-Wl,--wrap=${symbol})
  endforeach()
endif()

# add_module(NAME SOURCES a.cpp ... DEPS lib ...): the static library hearth_NAME, which is what its
# folder offers. DEPS is the whole of what its code may include.
function(add_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  if(ARG_SOURCES)
    add_library(hearth_${name} STATIC ${ARG_SOURCES})
    set_target_properties(hearth_${name} PROPERTIES AUTOMOC ON)
    target_include_directories(hearth_${name} PUBLIC ${CMAKE_SOURCE_DIR})
    target_link_libraries(hearth_${name} PUBLIC ${ARG_DEPS} PRIVATE strict_flags)
    precompile(hearth_${name})
  else()
    add_library(hearth_${name} INTERFACE)
    target_include_directories(hearth_${name} INTERFACE ${CMAKE_SOURCE_DIR})
    target_link_libraries(hearth_${name} INTERFACE ${ARG_DEPS})
  endif()
endfunction()

# add_qt_test(NAME SOURCES a.cpp ... DEPS lib ... LABELS l ... TIMEOUT s): one Qt Test program that ctest runs.
function(add_qt_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT ARG_SOURCES)
    set(ARG_SOURCES ${name}.cpp)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} strict_flags Qt6::Test)
  precompile(${name})
  add_test(NAME ${name} COMMAND ${name})
  math(EXPR timeout "${ARG_TIMEOUT} * ${hearth_patience}")
  set_tests_properties(${name} PROPERTIES
    TIMEOUT ${timeout} LABELS "${ARG_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_NO_GLIB=1")
endfunction()

# add_proto(TARGET message|grpc PROTO...): generated C++ in a library of its own, without strict_flags.
function(add_proto target kind)
  set(out ${CMAKE_BINARY_DIR}/generated/server/proto)
  file(MAKE_DIRECTORY ${out})
  set(sources)
  foreach(proto ${ARGN})
    get_filename_component(stem ${proto} NAME_WE)
    if(kind STREQUAL "grpc")
      set(suffix .grpc.pb)
      set(args --grpc_out=${CMAKE_BINARY_DIR}/generated --plugin=protoc-gen-grpc=${GRPC_CPP_PLUGIN})
    else()
      set(suffix .pb)
      set(args --cpp_out=${CMAKE_BINARY_DIR}/generated)
    endif()
    add_custom_command(
      OUTPUT ${out}/${stem}${suffix}.cc ${out}/${stem}${suffix}.h
      COMMAND protobuf::protoc ${args} -I ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/server/proto/${proto}
      DEPENDS ${CMAKE_SOURCE_DIR}/server/proto/${proto}
      VERBATIM)
    list(APPEND sources ${out}/${stem}${suffix}.cc)
  endforeach()
  add_library(${target} STATIC ${sources})
  set_target_properties(${target} PROPERTIES AUTOMOC OFF)
  target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${target} PUBLIC protobuf::libprotobuf)
endfunction()
