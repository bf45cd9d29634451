#pragma once

#include <chrono>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "desk/picture.h"

namespace dateline::desk {

/// Makes a picture's renditions: upright, in sRGB, without its metadata (which tell where a photograph was taken). The
/// decoding is done by libvips's own program in a child process, which has a folder, limits and a deadline of its own:
/// a picture made to break a decoder breaks that.
/// Any thread; one picture at a time, so that many at once cannot take the machine.
class Darkroom {
 public:
  struct Options {
    std::string program = "vips";               ///< Looked for along PATH.
    std::chrono::seconds deadline{30};          ///< For each of its runs; a photograph takes under one.
    std::chrono::seconds cpu{20};               ///< Of the processor.
    std::size_t memory = std::size_t{1} << 30;  ///< Of address space: a progressive JPEG of 50 megapixels takes 150 MB.
  };
  Darkroom() : Darkroom(Options()) {}
  explicit Darkroom(Options options);

  /// False where the program is missing; then `develop()` is kUnavailable, and says what to install.
  bool is_ready() const { return !program_.empty(); }
  static std::string_view what_is_missing();

  struct Developed {
    int width = 0, height = 0;          ///< Of the largest.
    std::vector<Rendition> renditions;  ///< For each of rendition_widths(width) a WebP, then the largest as JPEG.
  };
  /// kInvalid in words for the one who brought it: what is no picture, is broken, or is more than the limits allow.
  /// kUnavailable: another one takes too long just now. Takes about a second of a worker's time.
  Result<Developed> develop(std::string_view bytes) const;

 private:
  const Options options_;
  const std::string program_;  ///< Its path; "" where there is none.
  mutable std::binary_semaphore turn_{1};
};

}  // namespace dateline::desk
