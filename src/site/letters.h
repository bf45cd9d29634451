#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "desk/letter.h"
#include "site/catalogue.h"
#include "store/store.h"

namespace dateline::site {

/// What a letter says, without its envelope.
struct Mail {
  std::string subject;   ///< One line.
  std::string text;      ///< UTF-8, lines of at most 72 characters where a line can be broken; ends with a newline.
  std::string stop_url;  ///< For List-Unsubscribe (RFC 8058: a POST there ends these letters); "" for none.
};

/// The words of letters, made when they go. No letter holds an e-mail or network address, and what goes to an address
/// that nobody has proved holds nothing that a reader typed. Immutable; any thread.
class Letters {
 public:
  /// `reader` outlives it.
  Letters(Catalogue texts, std::string newsroom_name, std::string public_url, const store::Reader& reader);
  /// Absent when what it is about is gone, or is no longer as the letter would say.
  Result<std::optional<Mail>> write(const desk::Letter& letter) const;

 private:
  const Catalogue texts_;
  const std::string newsroom_name_, public_url_;
  const store::Reader& reader_;
};

}  // namespace dateline::site
