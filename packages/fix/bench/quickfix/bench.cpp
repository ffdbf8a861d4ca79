// The work of bench/codec.ts and bench/session.ts done by QuickFIX C++ on the same machine, as one line of JSON.
// Arguments: a FIX44.xml, and optionally a directory for a file store, which adds the pipelined figure over it.
#include <quickfix/Application.h>
#include <quickfix/FileStore.h>
#include <quickfix/MessageCracker.h>
#include <quickfix/Parser.h>
#include <quickfix/Session.h>
#include <quickfix/SocketAcceptor.h>
#include <quickfix/SocketInitiator.h>
#include <quickfix/fix44/ExecutionReport.h>
#include <quickfix/fix44/NewOrderSingle.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

static double elapsedUs(Clock::time_point since) {
  return std::chrono::duration<double, std::micro>(Clock::now() - since).count();
}

// Thousands per second: the median of nine rounds of 200 ms behind two that warm up.
static long perSecond(const std::function<void()> &work) {
  std::vector<double> rounds;
  for (int round = 0; round < 11; round += 1) {
    auto startedAt = Clock::now();
    long count = 0;
    while (elapsedUs(startedAt) < 200000) {
      for (int inner = 0; inner < 500; inner += 1) work();
      count += 500;
    }
    if (round >= 2) rounds.push_back(count * 1000.0 / elapsedUs(startedAt));
  }
  std::sort(rounds.begin(), rounds.end());
  return std::lround(rounds[rounds.size() / 2]);
}

static void setHeader(FIX::Message &message) {
  auto &header = message.getHeader();
  header.setField(FIX::MsgSeqNum(4711));
  header.setField(FIX::SenderCompID("YOFX1"));
  header.setField(FIX::TargetCompID("YOFX"));
  header.setField(FIX::SendingTime(FIX::UtcTimeStamp(3, 4, 5, 678, 2, 1, 2026), 3));
}

static FIX44::NewOrderSingle newOrderSingle(const std::string &clOrdId) {
  FIX44::NewOrderSingle order;
  order.setField(FIX::ClOrdID(clOrdId));
  order.setField(FIX::Account("ACC-0042"));
  order.setField(FIX::HandlInst('1'));
  order.setField(FIX::OrderQty(250000));
  order.setField(FIX::OrdType('2'));
  order.setField(FIX::Price(1.09504));
  order.setField(FIX::Side('1'));
  order.setField(FIX::Symbol("EURUSD"));
  order.setField(FIX::TimeInForce('3'));
  order.setField(FIX::TransactTime(FIX::UtcTimeStamp(3, 4, 5, 678, 2, 1, 2026), 3));
  return order;
}

static FIX44::ExecutionReport executionReport(const std::string &clOrdId) {
  FIX44::ExecutionReport report;
  report.setField(FIX::OrderID("LP-7731-88412-A"));
  report.setField(FIX::ClOrdID(clOrdId));
  report.setField(FIX::ExecID("EX-20260102-99812-1"));
  report.setField(FIX::ExecType('F'));
  report.setField(FIX::OrdStatus('1'));
  report.setField(FIX::Account("ACC-0042"));
  report.setField(FIX::Symbol("EURUSD"));
  report.setField(FIX::Side('1'));
  report.setField(FIX::OrderQty(250000));
  report.setField(FIX::OrdType('2'));
  report.setField(FIX::Price(1.09504));
  report.setField(FIX::TimeInForce('3'));
  report.setField(FIX::LastQty(100000));
  report.setField(FIX::LastPx(1.09503));
  report.setField(FIX::LeavesQty(150000));
  report.setField(FIX::CumQty(100000));
  report.setField(FIX::AvgPx(1.09503));
  report.setField(FIX::TransactTime(FIX::UtcTimeStamp(3, 4, 5, 681, 2, 1, 2026), 3));
  report.setField(FIX::SettlDate("20260106"));
  report.setField(FIX::Currency("EUR"));
  report.setField(FIX::Text("partial fill"));
  return report;
}

template <typename Make>
static std::string codecFigures(const FIX::DataDictionary &dictionary, Make make) {
  const std::string clOrdId = "FLT-20260102-000004711";
  auto sample = make(clOrdId);
  setHeader(sample);
  const std::string bytes = sample.toString();
  FIX::Parser parser;
  std::string framed;
  auto decode = [&] {
    parser.addToStream(bytes.data(), bytes.size());
    if (!parser.readFixMessage(framed)) throw std::runtime_error("no message");
    FIX::Message message(framed, dictionary, true);
    FIX::DataDictionary::validate(message, &dictionary, &dictionary);
  };
  auto encode = [&] {
    auto message = make(clOrdId);
    setHeader(message);
    if (message.toString().size() != bytes.size()) throw std::runtime_error("other bytes");
  };
  std::ostringstream json;
  json << "{\"bytes\":" << bytes.size() << ",\"decode\":" << perSecond(decode)
       << ",\"encode\":" << perSecond(encode) << "}";
  return json.str();
}

// Both sides of a session: fills every order, and tells of every report.
class Desk : public FIX::Application {
public:
  std::function<void()> onReport = [] {};
  FIX::SessionID client;
  std::mutex mutex;
  std::condition_variable changed;
  bool loggedOn = false;

  void onCreate(const FIX::SessionID &) override {}
  void onLogout(const FIX::SessionID &) override {}
  void toAdmin(FIX::Message &, const FIX::SessionID &) override {}
  void toApp(FIX::Message &, const FIX::SessionID &) noexcept override {}
  void fromAdmin(const FIX::Message &, const FIX::SessionID &) noexcept override {}

  void onLogon(const FIX::SessionID &session) override {
    if (session.getSenderCompID() != FIX::SenderCompID("YOFX1")) return;
    std::lock_guard<std::mutex> lock(mutex);
    client = session;
    loggedOn = true;
    changed.notify_all();
  }

  void fromApp(const FIX::Message &message, const FIX::SessionID &session) noexcept override {
    FIX::MsgType type;
    message.getHeader().getField(type);
    if (type == FIX::MsgType_ExecutionReport) return onReport();
    FIX::ClOrdID clOrdId;
    message.getField(clOrdId);
    auto report = executionReport(clOrdId);
    FIX::Session::sendToTarget(report, session);
  }

  void send(int number) {
    auto order = newOrderSingle("R-" + std::to_string(number));
    FIX::Session::sendToTarget(order, client);
  }
};

static std::string settings(const std::string &dictionary, const std::string &store, bool acceptor, int port) {
  std::ostringstream text;
  text << "[DEFAULT]\nBeginString=FIX.4.4\nHeartBtInt=30\nStartTime=00:00:00\nEndTime=00:00:00\nUseDataDictionary=Y\n"
       << "ResetOnLogon=Y\nSocketNodelay=Y\nDataDictionary=" << dictionary << "\n"
       << "FileStorePath=" << store << "\n[SESSION]\n";
  if (acceptor) {
    text << "ConnectionType=acceptor\nSenderCompID=YOFX\nTargetCompID=YOFX1\nSocketAcceptPort=" << port << "\n";
  } else {
    text << "ConnectionType=initiator\nSenderCompID=YOFX1\nTargetCompID=YOFX\nReconnectInterval=1\n"
         << "SocketConnectHost=127.0.0.1\nSocketConnectPort=" << port << "\n";
  }
  return text.str();
}

static FIX::SessionSettings read(const std::string &text) {
  std::istringstream stream(text);
  return FIX::SessionSettings(stream);
}

static std::unique_ptr<FIX::MessageStoreFactory> storeOf(const FIX::SessionSettings &settings, bool durable) {
  if (durable) return std::unique_ptr<FIX::MessageStoreFactory>(new FIX::FileStoreFactory(settings));
  return std::unique_ptr<FIX::MessageStoreFactory>(new FIX::MemoryStoreFactory());
}

static void withSession(const std::string &dictionary, const std::string &store, const std::function<void(Desk &)> &run) {
  static int port = 17440;
  port += 1;
  const bool durable = !store.empty();
  auto accepting = read(settings(dictionary, store + "/provider", true, port));
  auto initiating = read(settings(dictionary, store + "/client", false, port));
  auto providerStore = storeOf(accepting, durable);
  auto clientStore = storeOf(initiating, durable);
  Desk provider;
  Desk client;
  FIX::SocketAcceptor acceptor(provider, *providerStore, accepting);
  FIX::SocketInitiator initiator(client, *clientStore, initiating);
  acceptor.start();
  initiator.start();
  {
    std::unique_lock<std::mutex> lock(client.mutex);
    client.changed.wait(lock, [&] { return client.loggedOn; });
  }
  run(client);
  initiator.stop(true);
  acceptor.stop(true);
}

// Waits for another thread.
class Signal {
  std::mutex mutex;
  std::condition_variable changed;
  bool given = false;

public:
  void give() {
    std::lock_guard<std::mutex> lock(mutex);
    given = true;
    changed.notify_all();
  }
  void wait() {
    std::unique_lock<std::mutex> lock(mutex);
    changed.wait(lock, [&] { return given; });
  }
};

static std::string roundTrips(Desk &desk) {
  const int count = 20000;
  std::vector<double> took;
  Signal done;
  Clock::time_point sentAt;
  desk.onReport = [&] {
    took.push_back(elapsedUs(sentAt));
    if (took.size() == count) return done.give();
    sentAt = Clock::now();
    desk.send(took.size());
  };
  sentAt = Clock::now();
  desk.send(0);
  done.wait();
  took.erase(took.begin(), took.begin() + count / 4);
  std::sort(took.begin(), took.end());
  auto at = [&](double share) { return std::lround(took[took.size() * share]); };
  return "{\"p50\":" + std::to_string(at(0.5)) + ",\"p99\":" + std::to_string(at(0.99)) + "}";
}

static long pipelined(Desk &desk) {
  const int count = 40000;
  const int window = 500;
  std::vector<double> rounds;
  for (int round = 0; round < 5; round += 1) {
    Signal done;
    int sent = 0;
    int heard = 0;
    std::mutex mutex;
    auto sendOne = [&] {
      if (sent < count) desk.send(sent += 1);
    };
    auto startedAt = Clock::now();
    desk.onReport = [&] {
      std::lock_guard<std::mutex> lock(mutex);
      heard += 1;
      if (heard == count) done.give();
      else sendOne();
    };
    {
      std::lock_guard<std::mutex> lock(mutex);
      for (int first = 0; first < window; first += 1) sendOne();
    }
    done.wait();
    rounds.push_back(count * 1e6 / elapsedUs(startedAt));
    std::lock_guard<std::mutex> lock(mutex);
  }
  std::sort(rounds.begin(), rounds.end());
  return std::lround(rounds[rounds.size() / 2]);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    std::cerr << "usage: bench FIX44.xml [directory]" << std::endl;
    return 2;
  }
  const std::string xml = argv[1];
  FIX::DataDictionary dictionary(xml);
  const auto order = codecFigures(dictionary, newOrderSingle);
  const auto report = codecFigures(dictionary, executionReport);
  std::string roundTrip;
  long memory = 0;
  long file = 0;
  withSession(xml, "", [&](Desk &desk) { roundTrip = roundTrips(desk); });
  withSession(xml, "", [&](Desk &desk) { memory = pipelined(desk); });
  if (argc > 2) withSession(xml, argv[2], [&](Desk &desk) { file = pipelined(desk); });
  std::cout << "{\"bench\":\"quickfix\",\"unit\":\"k msg/s\",\"newOrderSingle\":" << order << ",\"executionReport\":" << report
            << ",\"roundTripUs\":" << roundTrip << ",\"pipelinedPerSecond\":{\"memory\":" << memory;
  if (argc > 2) std::cout << ",\"file\":" << file;
  std::cout << "}}" << std::endl;
}
