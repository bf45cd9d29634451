#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/queue.h"
#include "base/result.h"
#include "site/done.h"
#include "store/store.h"

namespace dateline::app {

/// What the newsroom's thread is asked to do, in the order it was asked. Any thread may ask; the newsroom takes what
/// waits as a batch, commits once, and then answers. 10,000 wait at most; who asks more waits.
class Jobs {
 public:
  struct Job {
    std::function<Status(store::Writer&)> work;
    std::move_only_function<void(Status)> finish;
    std::shared_ptr<bool> seen = std::make_shared<bool>(true);  ///< Readers may see what it changed.
  };

  /// `work` may say that readers see nothing of what it did.
  template <class T>
  void submit(std::function<Result<T>(store::Writer&, bool& seen)> work, site::Done<T> done) {
    auto value = std::make_shared<std::optional<Result<T>>>();
    Job job;
    job.work = [value, seen = job.seen, work = std::move(work)](store::Writer& writer) -> Status {
      *value = work(writer, *seen);
      if (!**value) return fail((*value)->error());
      return {};
    };
    // Shared, since a job that the closed queue refuses must still answer.
    auto answer = std::make_shared<site::Done<T>>(std::move(done));
    job.finish = [value, answer](Status status) {
      if (status) {
        (*answer)(std::move(**value));
      } else {
        (*answer)(fail(status.error()));
      }
    };
    if (!queue_.push(std::move(job)))
      (*answer)(fail(Code::kUnavailable, "dateline is stopping; try again in a minute"));
  }

  template <class T>
  void submit(std::function<Result<T>(store::Writer&)> work, site::Done<T> done, bool seen = true) {
    submit<T>(
        [work = std::move(work), seen](store::Writer& writer, bool& is_seen) {
          is_seen = seen;
          return work(writer);
        },
        std::move(done));
  }

  BoundedQueue<Job>& queue() { return queue_; }

 private:
  BoundedQueue<Job> queue_{10'000};
};

}  // namespace dateline::app
