using ProtocolGateway.Absences;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Console.Partners;

/// <summary>What is agreed with partners and told by them, beside how things go with them.</summary>
internal sealed class Standings(IEnumerable<IRegistrar> registrars, IEnumerable<IPuller> pullers, IPartyStatuses statuses)
{
    public IRegistrar? Registrar(Partner partner) => registrars.FirstOrDefault(r => r.Serves(partner));

    /// <summary>Null for a partner that is asked for nothing.</summary>
    public IPuller? Puller(Partner partner) => pullers.FirstOrDefault(p => p.Serves(partner));

    /// <summary>Null for a partner whose tokens are fixed.</summary>
    public RegistrationView? RegistrationOf(Partner partner) => Registrar(partner) is { } registrar ? RegistrationView.Of(registrar.Find(partner)) : null;

    public IReadOnlyList<PartyView> Behind(Partner partner) =>
        [.. statuses.HeardFrom(partner).Select(s => new PartyView(s.Role!.Value, s.Party!.ToString(), s.Status!.Value, s.LastUpdated!.Value))];
}
