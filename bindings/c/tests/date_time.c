#include "check.h"

static void seconds_split_into_date_and_time(void) {
  const cass_int64_t seconds = 1700000000;
  cass_uint32_t date = cass_date_from_epoch(seconds);
  cass_int64_t time = cass_time_from_epoch(seconds);
  CHECK_NUMBER(date, 2147483648U + 19675U);
  CHECK_NUMBER(time, 80000LL * 1000000000);
  CHECK_NUMBER(cass_date_time_to_epoch(date, time), seconds);
}

static void the_epoch_is_in_the_middle(void) {
  CHECK_NUMBER(cass_date_from_epoch(0), 2147483648U);
  CHECK_NUMBER(cass_time_from_epoch(0), 0);
  CHECK_NUMBER(cass_date_from_epoch(-24 * 60 * 60), 2147483647U);
  CHECK_NUMBER(cass_date_time_to_epoch(0, 0), -2147483648LL * 24 * 60 * 60);
}

int main(void) {
  RUN(seconds_split_into_date_and_time, the_epoch_is_in_the_middle);
}
