using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Mapping.Files;

/// <summary>YAML read as plain text with positions: <c>NO</c>, <c>00000</c> and <c>1</c> stay what was written.</summary>
internal sealed class YamlText(string file, List<MappingFault> faults)
{
    /// <summary>Bytes of a file. The largest that is shipped has 20 kB.</summary>
    public const int Largest = 1 << 20;

    // Blocks in blocks. A mapping has no use for more than ten, and what is read by recursion must end.
    private const int Deepest = 64;

    /// <summary>The file's one document; null (with a fault) when it is not a map.</summary>
    /// <param name="what">What the file should be, for the fault.</param>
    public YamlMappingNode? Load(string text, string what = "a mapping file", string fix = "it begins with 'message:' and 'document:'")
    {
        try
        {
            if (IsBeyondBounds(text)) return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map) return map;
            Fault(new Position(file, 1, 1), $"not {what}", fix);
        }
        catch (YamlException e)
        {
            Fault(new Position(file, (int)e.Start.Line, (int)e.Start.Column), $"not YAML: {e.Message}", "each line is 'name: value', lines of a block begin at one column, and a text with ': ' or ' #' in it stands in quotes");
        }
        return null;
    }

    public Position At(YamlNode node) => new(file, (int)node.Start.Line, (int)node.Start.Column);

    public void Fault(Position at, string what, string fix) => faults.Add(new MappingFault(at, what, fix));

    public void Fault(YamlNode node, string what, string fix) => Fault(At(node), what, fix);

    /// <summary>A scalar's text; null (with a fault) for anything else.</summary>
    public Located? Scalar(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } text }) return new Located(text.Trim(), At(node));
        Fault(node, "a list or a block where one value belongs", "write one value behind the colon");
        return null;
    }

    /// <summary>A list's texts, or a single text as a list of one.</summary>
    public IReadOnlyList<Located> Texts(YamlNode node) => node switch
    {
        YamlSequenceNode sequence => [.. sequence.Children.Select(Scalar).OfType<Located>()],
        _ => Scalar(node) is { } one ? [one] : [],
    };

    public IEnumerable<(Located Key, YamlNode Value)> Pairs(YamlNode node)
    {
        if (node is YamlMappingNode map)
        {
            foreach (var (key, value) in map.Children)
                if (Scalar(key) is { } name) yield return (name, value);
        }
        else if (node is not YamlScalarNode { Value: null or "" })
            Fault(node, "a block of 'name: value' lines belongs here", "write each on a line of its own, indented");
    }

    /// <summary>Too large, too deep, or with aliases: they could make a small file enormous, and a mapping reads better without them.</summary>
    private bool IsBeyondBounds(string text)
    {
        if (text.Length > Largest)
        {
            Fault(new Position(file, 1, 1), $"larger than {Largest >> 20} MB", "divide it, or take the file out of this folder");
            return true;
        }
        var parser = new Parser(new StringReader(text));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            var (what, fix) = parser.Current switch
            {
                AnchorAlias => ("YAML aliases are not used in mapping files", "write the value itself"),
                _ when depth > Deepest => ($"more than {Deepest} blocks in each other", "write it flat"),
                _ => (null, ""),
            };
            if (what is null) continue;
            Fault(new Position(file, (int)parser.Current.Start.Line, (int)parser.Current.Start.Column), what, fix);
            return true;
        }
        return false;
    }
}
