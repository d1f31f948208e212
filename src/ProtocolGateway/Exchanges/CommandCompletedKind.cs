using ProtocolGateway.Canonical;

namespace ProtocolGateway.Exchanges;

/// <summary>What came of commands (translation.md section 6): heard by <see cref="Questions.ICommandResults"/>.</summary>
internal sealed class CommandCompletedKind : FactKind
{
    public override Type Message => typeof(CommandCompleted);

    public override string Subject => "command";

    public override bool RepeatIsHarmless => true;

    public override object Matter(object message) => message;

    public override object Wrap(object record) => record;

    public override DateTimeOffset? StartedAt(object message) => null;

    public override object Restore(ReadOnlySpan<byte> canonical) => CanonicalJson.Read(canonical, typeof(CommandCompleted));
}
