#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/newsroom.h"
#include "base/result.h"
#include "store/store.h"

namespace dateline::app {

/// Up to which report was looked for dossiers (store::Arrivals); in the store's settings.
inline constexpr std::string_view kLookedAtSetting = "dossiers_upto";

/// Looks at the stories that the next few reports came to: where the archive has other rounds of the same matter, what
/// story::find_dossiers() makes of all of them is filed. False if there was nothing left to look at. Not on the
/// newsroom's thread. Cost: some stories' reports; of one matter 240 at most are read,
/// and none of the newsroom's own: what only we know an editor adds.
Result<bool> look_for_dossiers(const store::Reader& reader, Newsroom& newsroom);

/// Does so all the time, on a thread of its own, which reads on the store's reading connections; the newsroom's thread
/// only writes what was found. Rests at least as long as it works, so it takes half a core at most: when news come
/// faster, dossiers come later. After a crash it goes on where it stopped.
class Archivist {
 public:
  Archivist(const store::Reader& reader, Newsroom& newsroom);
  ~Archivist();

 private:
  void run();

  const store::Reader& reader_;
  Newsroom& newsroom_;
  std::mutex mutex_;  ///< Guards what follows.
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace dateline::app
