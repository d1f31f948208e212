using ProtocolGateway.Partners;

namespace ProtocolGateway.Exchanges;

/// <summary>
/// Whether what may have been heard is said again by itself: only what does nothing twice (translation.md section 11). Of some facts every
/// receiver counts a repeat once; of others it depends on the words in which the partner is told them.
/// </summary>
internal sealed class Repeats(ProtocolTable protocols)
{
    /// <param name="partner">Null for one that the settings have no longer.</param>
    /// <param name="record">The record inside the message, as it is owed.</param>
    public bool AreHarmless(FactKind kind, Partner? partner, object record) =>
        kind.RepeatIsHarmless || (partner is not null && protocols.FindSaid(partner, kind.Message, record)?.RepeatIsHarmless == true);
}
