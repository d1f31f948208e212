using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests;

/// <summary>What is true of every protocol, of OCPI.</summary>
internal sealed class OcpiConformance : ProtocolConformance
{
    private readonly OcpiProtocol protocol = new(new MappingsInForce(), TimeProvider.System, NullLogger<OcpiProtocol>.Instance);

    protected override IProtocol Protocol => protocol;

    protected override IReadOnlyList<string> Dialects => ["ocpi-2.2.1"];

    protected override IReadOnlyDictionary<string, string?> GoodSection => new Dictionary<string, string?>
    {
        ["Version"] = "2.2.1",
        ["VersionsUrl"] = "http://127.0.0.1:9/ocpi/versions",
        ["InboundToken"] = "what-they-present",
        ["OutboundToken"] = "what-we-present",
    };

    [OneTimeTearDown]
    public void End() => protocol.Dispose();
}
