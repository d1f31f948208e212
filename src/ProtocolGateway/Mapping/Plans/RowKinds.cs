using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>Which options mean something on which kind of row. One that means nothing is a fault: its author expects something of it.</summary>
internal sealed class RowKinds(List<MappingFault> faults)
{
    private static readonly string[] Block = ["rows", "hold", "implied", "untold", "ignored"];

    public void CheckConstant(RowSource source)
    {
        Only(source, "a constant", ["always", "assumed"]);
        if (source is { Always: not null, Assumed: not null }) Effectless(source, "assumed", "beside 'always'", "leave one of them out");
        if (source.Right is { } right)
            faults.Add(new MappingFault(right.At, $"'{right}' has no effect on a constant", "leave it out: a constant has no place in their document"));
    }

    public void CheckItself(RowSource source)
    {
        foreach (var option in source.Options) Effectless(source, option.Text, "on 'itself'", "name the rows of the part in its own file");
    }

    public void CheckObject(RowSource source) => Only(source, "an object", Block);

    public void CheckObjects(RowSource source) => Only(source, "a list of objects", ["when", "only", "unfit", "bare", .. Block]);

    public void CheckValues(RowSource source, bool codes, ElementSchema schema)
    {
        Only(source, "a list of single values", ["when", "only", "too long", "unknown", "codes"]);
        CheckUse(source, codes, schema);
    }

    public void CheckValue(RowSource source, bool codes, ElementSchema schema)
    {
        Only(source, "a single value", ["as", "with", "when", "only", "default", "placeholder", "too long", "unknown", "codes"]);
        CheckUse(source, codes, schema);
    }

    private void CheckUse(RowSource source, bool codes, ElementSchema schema)
    {
        const string Leave = "leave it out";
        if (!codes) Each(source, ["codes", "unknown"], "on what is no code", Leave);
        if (source.Only is { Text: "reading" }) Each(source, ["placeholder", "too long"], "on a row that is never written", Leave);
        else if (schema.MaxLength is null) Each(source, ["too long"], "on what has no greatest length", Leave);
        if (source.Only is { Text: "writing" }) Each(source, ["default"], "on a row that is never read", Leave);
    }

    private void Only(RowSource source, string what, string[] allowed)
    {
        foreach (var option in source.Options)
            if (!allowed.Contains(option.Text)) Effectless(source, option.Text, $"on {what}", $"what has is {string.Join(", ", allowed)}");
    }

    private void Each(RowSource source, string[] options, string why, string fix)
    {
        foreach (var option in options) Effectless(source, option, why, fix);
    }

    private void Effectless(RowSource source, string option, string why, string fix)
    {
        foreach (var given in source.Options)
            if (given.Text == option) faults.Add(new MappingFault(given.At, $"'{option}' has no effect {why}", fix));
    }
}
