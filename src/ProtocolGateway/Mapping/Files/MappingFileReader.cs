using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Mapping.Files;

/// <summary>Reads mapping files and <c>_dialect.yaml</c>: what is misspelt here is a fault, what it refers to is checked later.</summary>
internal sealed class MappingFileReader(string path, List<MappingFault> faults)
{
    private static readonly string[] TopKeys =
        ["message", "document", "root", "envelope", "adds", "rows", "after reading", "before writing", "hold", "implied", "untold", "ignored"];

    private static readonly string[] BlockKeys = ["rows", "hold", "implied", "untold", "ignored"];

    private readonly YamlText yaml = new(path, faults);

    public MappingFile? Read(string text, string dialect, string name)
    {
        if (yaml.Load(text) is not { } map) return null;
        var pairs = Known(map, TopKeys);
        return new MappingFile
        {
            Path = path,
            Dialect = dialect,
            Name = name,
            Message = One(pairs, "message"),
            Document = One(pairs, "document"),
            Root = One(pairs, "root"),
            Envelope = pairs.TryGetValue("envelope", out var envelope) ? yaml.Texts(envelope) : [],
            AfterReading = pairs.TryGetValue("after reading", out var derivations) ? yaml.Texts(derivations) : [],
            Adds = pairs.TryGetValue("adds", out var adds) ? yaml.Texts(adds) : [],
            BeforeWriting = pairs.TryGetValue("before writing", out var steps) ? yaml.Texts(steps) : [],
            Body = ReadBlock(pairs),
        };
    }

    public IReadOnlyList<KindSource> ReadDialect(string text)
    {
        var kinds = new List<KindSource>();
        if (yaml.Load(text) is not { } map) return kinds;
        if (!Known(map, ["kinds"]).TryGetValue("kinds", out var block)) return kinds;
        foreach (var (kind, value) in yaml.Pairs(block))
        {
            var options = Known(value, ["as", "unknown", "codes"]);
            kinds.Add(new KindSource
            {
                Kind = kind,
                As = One(options, "as"),
                Unknown = One(options, "unknown"),
                Codes = options.TryGetValue("codes", out var codes) ? yaml.Texts(codes) : [],
            });
        }
        return kinds;
    }

    private Block ReadBlock(Dictionary<string, YamlNode> pairs) => new()
    {
        Rows = pairs.TryGetValue("rows", out var rows) ? ReadRows(rows) : [],
        Hold = Reasons(pairs, "hold", split: false),
        Implied = Reasons(pairs, "implied", split: true),
        Untold = Reasons(pairs, "untold", split: true),
        Ignored = Reasons(pairs, "ignored", split: true),
    };

    private List<RowSource> ReadRows(YamlNode node)
    {
        var rows = new List<RowSource>();
        if (node is not YamlSequenceNode sequence)
        {
            yaml.Fault(node, "rows are a list", "begin each row with '- '");
            return rows;
        }
        foreach (var item in sequence.Children)
        {
            if (item is YamlMappingNode { Children.Count: 0 } or YamlScalarNode { Value: null or "" })
                yaml.Fault(item, "a row without anything in it", "write 'OURS: THEIRS'");
            else if (item is YamlMappingNode map) rows.Add(ReadRow(map));
            else if (yaml.Scalar(item) is { } bare)
                foreach (var left in Split(bare)) rows.Add(new RowSource { Left = left });
        }
        return rows;
    }

    private RowSource ReadRow(YamlMappingNode map)
    {
        var (first, value) = (map.Children[0].Key, map.Children[0].Value);
        var left = yaml.Scalar(first) ?? new Located("", yaml.At(first));
        var right = value is YamlScalarNode { Value: null or "" } ? null : yaml.Scalar(value);
        var options = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        var given = new List<Located>();
        foreach (var (key, option) in map.Children.Skip(1))
        {
            if (yaml.Scalar(key) is not { } name) continue;
            if (RowOptions.Names.Contains(name.Text) || BlockKeys.Contains(name.Text))
            {
                options[name.Text] = option;
                given.Add(name);
            }
            else yaml.Fault(name.At, $"'{name}' is no option of a row", $"a row has one path on the left; options are {string.Join(", ", RowOptions.Names)}, rows{Nearest.Hint(name.Text, RowOptions.Names)}");
        }
        return new RowSource
        {
            Left = left,
            Right = right,
            Options = given,
            As = One(options, "as"),
            When = One(options, "when"),
            Only = One(options, "only"),
            Default = One(options, "default"),
            Placeholder = One(options, "placeholder"),
            Assumed = One(options, "assumed"),
            Always = One(options, "always"),
            TooLong = One(options, "too long"),
            Unfit = One(options, "unfit"),
            Bare = One(options, "bare"),
            Unknown = One(options, "unknown"),
            Codes = options.TryGetValue("codes", out var codes) ? yaml.Texts(codes) : [],
            With = Reasons(options, "with", split: false),
            Nested = BlockKeys.Any(options.ContainsKey) ? ReadBlock(options) : null,
        };
    }

    private List<Reasoned> Reasons(Dictionary<string, YamlNode> pairs, string key, bool split)
    {
        var reasons = new List<Reasoned>();
        if (!pairs.TryGetValue(key, out var block)) return reasons;
        foreach (var (subject, value) in yaml.Pairs(block))
        {
            var reason = yaml.Scalar(value)?.Text ?? "";
            if (reason.Length == 0) yaml.Fault(subject.At, $"'{subject}' gives no reason", $"write '{subject}: why'");
            foreach (var part in split ? Split(subject) : [subject]) reasons.Add(new Reasoned(part, reason));
        }
        return reasons;
    }

    private static IEnumerable<Located> Split(Located list)
    {
        var offset = 0;
        foreach (var part in list.Text.Split(','))
        {
            var skipped = part.Length - part.TrimStart().Length;
            if (part.Trim().Length > 0)
                yield return new Located(part.Trim(), list.At with { Column = list.At.Column + offset + skipped });
            offset += part.Length + 1;
        }
    }

    private Located? One(Dictionary<string, YamlNode> pairs, string key) =>
        pairs.TryGetValue(key, out var node) ? yaml.Scalar(node) : null;

    private Dictionary<string, YamlNode> Known(YamlNode node, string[] keys)
    {
        var pairs = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in yaml.Pairs(node))
        {
            if (keys.Contains(key.Text)) pairs[key.Text] = value;
            else yaml.Fault(key.At, $"'{key}' is unknown here", $"known are {string.Join(", ", keys)}{Nearest.Hint(key.Text, keys)}");
        }
        return pairs;
    }
}
