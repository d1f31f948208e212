using ProtocolGateway.Documents;
using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Conversions;

/// <summary>A list of ours where theirs has room for one: the first is told, the others are reported.</summary>
internal sealed class OnlyOneConversion : ScalarConversion<IReadOnlyList<string>?>
{
    public override string Name => "only-one";

    public override string Purpose => "One value of theirs as a list of one; the others of our list are reported.";

    protected override string? Parse(ReadOnlySpan<char> text, DocumentNode node, ReadRun run, out IReadOnlyList<string>? value)
    {
        value = [text.ToString()];
        return Characters.AreText(text) ? null : "text without control characters";
    }

    public override void Write(IReadOnlyList<string>? value, in Target target, WriteRun run)
    {
        if (value!.Count == 0) return;
        if (value.Count > 1) run.Report(LossKind.Untold, target.Place, $"there is room for one; {string.Join(", ", value.Skip(1))} had none");
        base.Write(value, target, run);
    }

    protected override string Format(IReadOnlyList<string>? value, in Target target, WriteRun run) => value![0];

    public override IReadOnlyList<string>? Sample(int number, ElementSchema schema) => [$"T{number}"];
}
