using ProtocolGateway.Absences;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>What a person may do about the lists of OCPI partners.</summary>
internal sealed class OcpiPuller(IAbsences absences) : IPuller
{
    public bool Serves(Partner partner) => partner.Settings is OcpiOptions { CatchUp: true } options && (options.VersionsUrl is not null || options.Registers);

    public async Task<ActionResult> PullAsync(Partner partner, DateTimeOffset? from, bool confirmed, CancellationToken cancellation)
    {
        if (partner.Settings is OcpiOptions { Connection: null }) return new ActionResult.Impossible("No registration with the partner has come about.");
        return await absences.AskAsync(partner, from, confirmed) ? new ActionResult.Done() : new ActionResult.Busy("The journal is out of reach.");
    }
}
