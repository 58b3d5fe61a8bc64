#include "confinement/system_calls.h"

#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

namespace trailsift {
namespace {

// The same number on every processor; newer than some libseccomp.
constexpr int kFchmodat2 = 452;

// A list of what is refused, not of what is allowed: which calls the C library and the runtime make
// changes with their versions, and a scan that a filter broke would lose evidence.
constexpr std::array kRefused = {
    // Programs. fork is clone on most processors: see RefuseProcesses.
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork),
    // Networks, and io_uring, which can do what other calls are refused for.
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
    // Other processes.
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(process_madvise), SCMP_SYS(kcmp),
    SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
    // What Landlock does not guard: owners, modes, times and attributes of files, files by handle.
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), kFchmodat2, SCMP_SYS(chown),
    SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes),
    SCMP_SYS(futimesat), SCMP_SYS(utimensat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr),
    SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr),
    SCMP_SYS(open_by_handle_at), SCMP_SYS(name_to_handle_at),
    // The system as a whole.
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen),
    SCMP_SYS(fsmount), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(setns), SCMP_SYS(unshare),
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl),
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot),
    SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
    SCMP_SYS(adjtimex), SCMP_SYS(syslog), SCMP_SYS(personality)};

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;
constexpr std::uint32_t kRefuse = SCMP_ACT_ERRNO(EPERM);

// libseccomp returns negative error numbers.
int RefuseCalls(scmp_filter_ctx filter) {
  for (const int call : kRefused) {
    if (const int error = seccomp_rule_add(filter, kRefuse, call, 0); error != 0) return error;
  }
  return 0;
}

// Threads stay possible, processes do not. clone3 takes its flags where a filter cannot see them;
// told that it is missing, the C library uses clone.
int RefuseProcesses(scmp_filter_ctx filter) {
  const int error = seccomp_rule_add(filter, kRefuse, SCMP_SYS(clone), 1,
                                     SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  return error != 0 ? error : seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

int RefuseSignalsToOthers(scmp_filter_ctx filter) {
  const auto own = static_cast<scmp_datum_t>(::getpid());
  for (const int call : {SCMP_SYS(kill), SCMP_SYS(tgkill)}) {
    const int error = seccomp_rule_add(filter, kRefuse, call, 1, SCMP_A0(SCMP_CMP_NE, own));
    if (error != 0) return error;
  }
  return 0;
}

int RefuseExecutableMemory(scmp_filter_ctx filter) {
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(pkey_mprotect)}) {
    const int error = seccomp_rule_add(filter, kRefuse, call, 1,
                                       SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC));
    if (error != 0) return error;
  }
  return seccomp_rule_add(filter, kRefuse, SCMP_SYS(shmat), 1,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, SHM_EXEC, SHM_EXEC));
}

int SetAttributes(scmp_filter_ctx filter) {
  constexpr std::uint32_t kBinaryTree = 2;
  const std::array<std::pair<scmp_filter_attr, std::uint32_t>, 3> attributes = {{
      {SCMP_FLTATR_ACT_BADARCH, kRefuse},
      {SCMP_FLTATR_CTL_OPTIMIZE, kBinaryTree},
      // Older kernels otherwise slow a filtered process down against attacks between programs in
      // one address space. There is no foreign program in this one.
      {SCMP_FLTATR_CTL_SSB, 1},
  }};
  for (const auto& [attribute, value] : attributes) {
    if (const int error = seccomp_attr_set(filter, attribute, value); error != 0) return error;
  }
  return 0;
}

}  // namespace

bool FilterSystemCalls(std::string& problem) {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (filter == nullptr) {
    problem = "seccomp: no filter could be made";
    return false;
  }
  for (const auto step : {SetAttributes, RefuseCalls, RefuseProcesses, RefuseSignalsToOthers,
                          RefuseExecutableMemory, seccomp_load}) {
    if (const int error = step(filter.get()); error != 0) {
      problem = std::string("seccomp: ") + std::strerror(-error);
      return false;
    }
  }
  return true;
}

}  // namespace trailsift
