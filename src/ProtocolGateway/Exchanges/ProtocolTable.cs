using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// The protocols of this gateway and what they can say. They are made at first use, since a protocol may need what is
/// made after the gateway.
/// </summary>
internal sealed class ProtocolTable(IServiceProvider services)
{
    private readonly Lazy<Dictionary<string, Entry>> entries = new(
        () => services.GetServices<IProtocol>().ToDictionary(p => p.Name, p => new Entry(p)));

    public IProtocol this[string name] => entries.Value[name].Protocol;

    /// <summary>How the partner's protocol says a message to it; null when it can't in this version.</summary>
    /// <param name="record">The record inside the message.</param>
    public Operation? FindSaid(Partner partner, Type message, object record)
    {
        if (entries.Value.GetValueOrDefault(partner.Protocol)?.Said[message] is not { } said) return null;
        var unheard = partner.IsHub ? SaidTo.Parties : SaidTo.Hubs;
        foreach (var operation in said)
            if (operation.SaidTo != unheard && operation.Fits?.Invoke(record) != false && operation.For?.Invoke(partner) != false) return operation;
        return null;
    }

    /// <summary>A party that is connected itself needs no hub, where its protocol can say it.</summary>
    /// <param name="instead">Who might be told in the party's place.</param>
    public bool IsToldDirectly(PartnerBook partners, PartnerRole party, Partner instead, Type message, object record) =>
        partners.Find(party.Role, party.Party) is { } direct && !ReferenceEquals(direct, instead) && FindSaid(direct, message, record) is not null;

    /// <summary>True where the partner can be asked for a list of such messages.</summary>
    public bool IsPulled(Partner partner, Type message) =>
        entries.Value.GetValueOrDefault(partner.Protocol)?.Protocol.Operations.Any(o => o.Pulled && o.Message == message) == true;

    /// <summary>True where the partner's protocol tells what happens to a session, and leaves it to the receiver how that stands.</summary>
    public bool TellsMoments(Partner partner) =>
        entries.Value.GetValueOrDefault(partner.Protocol)?.Protocol.Operations.Any(o => o.Form == SessionForm.Moments && o.Message == typeof(SessionUpdated)) == true;

    /// <summary>The operation of that name, as it was heard; null when the protocol has none (any more).</summary>
    public Operation? FindHeard(string protocol, string operation) => entries.Value.GetValueOrDefault(protocol)?.ByName.GetValueOrDefault(operation);

    private sealed class Entry(IProtocol protocol)
    {
        public IProtocol Protocol { get; } = protocol;

        public ILookup<Type, Operation> Said { get; } =
            protocol.Operations.Where(o => o is { Said: true, Message: not null }).ToLookup(o => o.Message!);

        public Dictionary<string, Operation> ByName { get; } =
            protocol.Operations.GroupBy(o => o.Name).ToDictionary(g => g.Key, g => g.First());
    }
}
