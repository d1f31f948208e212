using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Outbound;

/// <summary>What is said again by itself when nobody knows whether it was heard (translation.md section 11).</summary>
public sealed class RepeatTests
{
    [TestCase("PUT sessions", true)]
    [TestCase("PUT tokens", true)]
    [TestCase("PATCH locations", true)]
    [TestCase("DELETE tariffs", true)]
    [TestCase("POST cdrs", false)]
    public void What_has_an_address_of_its_own_may_be_said_twice(string operation, bool harmless)
    {
        using var protocol = new OcpiProtocol(TestMappings.All, TimeProvider.System, NullLogger<OcpiProtocol>.Instance);
        Assert.That(protocol.Operations.Single(o => o is { Said: true } && o.Name == operation).RepeatIsHarmless, Is.EqualTo(harmless));
    }
}
