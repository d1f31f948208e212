using ProtocolGateway.Canonical;

namespace ProtocolGateway.Exchanges;

/// <summary>EVSE statuses (translation.md section 9): heard by <see cref="Statuses.IEvseStates"/>, owed once they are stable.</summary>
internal sealed class EvseStatusKind : FactKind
{
    public override Type Message => typeof(EvseStatusChanged);

    public override string Subject => "evse";

    public override bool RepeatIsHarmless => true;

    public override object Matter(object message) => ((EvseStatusChanged)message).Report;

    public override object Wrap(object record) => new EvseStatusChanged { Report = (EvseStatusReport)record };

    public override DateTimeOffset? StartedAt(object message) => null;

    public override object Restore(ReadOnlySpan<byte> canonical) => Wrap(CanonicalJson.Read(canonical, typeof(EvseStatusReport)));
}
