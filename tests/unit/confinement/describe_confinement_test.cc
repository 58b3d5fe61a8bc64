#include <gtest/gtest.h>

#include "confinement/confine.h"

namespace trailsift {
namespace {

TEST(DescribeConfinement, SaysWhatIsInForceAndWhyTheRestIsNot) {
  Confinement confinement;
  confinement.landlock_problem = "this kernel has no Landlock";
  confinement.system_call_problem = "seccomp: Invalid argument";
  EXPECT_FALSE(confinement.complete());
  EXPECT_EQ(
      DescribeConfinement(confinement),
      "files not (this kernel has no Landlock), system calls not (seccomp: Invalid argument)");
  confinement.landlock_version = 3;
  EXPECT_FALSE(confinement.complete());
  confinement.system_calls_filtered = true;
  EXPECT_TRUE(confinement.complete());
  EXPECT_EQ(DescribeConfinement(confinement),
            "files by Landlock (version 3), system calls by seccomp");
}

}  // namespace
}  // namespace trailsift
