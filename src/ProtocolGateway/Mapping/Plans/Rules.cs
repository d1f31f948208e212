using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A condition under which nothing may be told: <c>credit is true: CreditCdr - eMIP has no credit notes</c>.</summary>
internal sealed class HoldRule(Position at, Condition condition, string code, string text)
{
    public Position At => at;

    public Condition Condition => condition;

    public string Code => code;

    public string Text => text;

    public void Apply(object record, WriteRun run)
    {
        if (!condition.Holds(record)) return;
        run.Context.Trail?.Held(this);
        run.Hold(code, condition.Path, text);
    }
}

/// <summary>A field of ours that theirs has no place for.</summary>
internal abstract class UntoldRule(string path, string reason)
{
    public string Path => path;

    public string Reason => reason;

    protected abstract bool Has(object record);

    public void Apply(object record, WriteRun run)
    {
        if (Has(record)) run.Report(LossKind.Untold, path, reason);
    }
}

internal sealed class UntoldRule<T>(OurPath ours, string reason) : UntoldRule(ours.Text, reason)
{
    private readonly Accessor<T> member = ours.Access<T>();

    protected override bool Has(object record) => member.Get(record) switch
    {
        null => false,
        System.Collections.ICollection list => list.Count > 0,
        _ => true,
    };
}
