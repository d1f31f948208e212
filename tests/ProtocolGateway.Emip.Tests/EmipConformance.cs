using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Emip.Tests;

/// <summary>What is true of every protocol, of eMIP.</summary>
internal sealed class EmipConformance : ProtocolConformance
{
    protected override IProtocol Protocol { get; } =
        new EmipProtocol(new MappingsInForce(), TimeProvider.System, NullLogger<EmipProtocol>.Instance);

    protected override IReadOnlyList<string> Dialects => ["emip"];

    protected override IReadOnlyDictionary<string, string?> GoodSection => new Dictionary<string, string?>
    {
        ["Url"] = "http://127.0.0.1:9/",
        ["PartnerId"] = "DE*ABC",
        ["Authentication"] = "None",
    };
}
