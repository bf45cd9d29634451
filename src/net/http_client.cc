#include "net/http_client.h"

#include "net/transfer.h"

namespace dateline::net {

std::string FetchResponse::field(std::string_view name) const {
  std::string values;
  for (const auto& [key, value] : fields) {
    if (key == name) values.append(values.empty() ? "" : ", ").append(value);
  }
  return values;
}

struct HttpClient::Impl {
  const AddressGate gate;
  const std::string user_agent;
  Transfer transfer{gate, user_agent};

  Result<FetchResponse> perform() {
    for (;;) {
      if (auto result = transfer.end(curl_easy_perform(transfer.handle()))) return std::move(*result);
    }
  }
};

HttpClient::HttpClient(AddressGate gate, std::string user_agent)
    : impl_(new Impl{std::move(gate), std::move(user_agent)}) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

Result<FetchResponse> HttpClient::get(const FetchRequest& request) {
  DATELINE_CHECK(!request.body);
  DATELINE_TRY_VOID(impl_->transfer.begin(request));
  return impl_->perform();
}

Result<FetchResponse> HttpClient::post(const FetchRequest& request) {
  DATELINE_CHECK(request.body);
  DATELINE_TRY_VOID(impl_->transfer.begin(request));
  return impl_->perform();
}

Result<FetchResponse> HttpClient::post_here(const FetchRequest& request) {
  DATELINE_CHECK(request.body);
  DATELINE_TRY_VOID(impl_->transfer.begin(request, Transfer::Reach::kThisMachine));
  return impl_->perform();
}

}  // namespace dateline::net
