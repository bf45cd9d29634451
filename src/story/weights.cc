// Made by train/story_weights from labelled streams; do not edit by hand.
#include "story/evidence.h"

namespace dateline::story {

constinit const Model kReportModel{-5.1604,
    {1.0131, -0.2551, 0.7109, 0.8260, 6.2033, -0.3261, 0.7688, -1.2997, 2.0072, -0.4825}};
constinit const Model kTextModel{-3.3101,
    {2.0239, -0.3064, 1.3096, 15.5116, -4.8317, 2.1301, -2.2453, -1.0724, -1.0329, -0.5153}};
constinit const Model kHeadlineModel{0.9468,
    {3.2707, -1.0362, -2.0285, 2.0538, 10.0244, 0.0000, -11.8025, -0.5627, -0.7693, -1.1648}};

}  // namespace dateline::story
