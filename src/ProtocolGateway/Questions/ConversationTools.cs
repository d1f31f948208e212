using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Questions;

/// <summary>What conversations work with.</summary>
internal sealed record ConversationTools(
    IQuestions Questions, PartnerBook Partners, ProtocolTable Protocols, IDirectory Directory, IPlaces Places, AwaitedResults Results, Routing Routing);
