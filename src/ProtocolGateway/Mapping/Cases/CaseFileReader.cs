using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;
using YamlDotNet.RepresentationModel;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>Reads a file of cases: what is misspelt or says nothing is a fault.</summary>
internal sealed class CaseFileReader
{
    private readonly string path;
    private readonly List<MappingFault> faults;
    private readonly YamlText yaml;
    private readonly CaseYaml trees;
    private readonly Dictionary<string, CaseSource> known = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, CaseSource> below;

    /// <param name="below">The cases of the files that these are laid over, by name.</param>
    public CaseFileReader(string path, IReadOnlyDictionary<string, CaseSource> below, List<MappingFault> faults)
    {
        (this.path, this.below, this.faults) = (path, below, faults);
        yaml = new YamlText(path, faults);
        trees = new CaseYaml(path, yaml, faults);
    }

    /// <summary>The cases that were read, by name.</summary>
    public IReadOnlyDictionary<string, CaseSource> Known => known;

    /// <summary>Null, with faults, where the file can't be used at all.</summary>
    /// <param name="dialect">The folder's; empty in a partner's or profile's, where the file may name one.</param>
    public CaseFile? Read(string text, string dialect, string? owner)
    {
        if (yaml.Load(text, "a file of cases", "it begins with 'cases:'") is not { } map) return null;
        var keys = Pairs(map, CaseKeys.File);
        var name = keys.TryGetValue("mapping", out var named) ? yaml.Scalar(named)?.Text : null;
        if (keys.TryGetValue("dialect", out var written)) dialect = yaml.Scalar(written)?.Text ?? dialect;
        if (!keys.TryGetValue("cases", out var list) || list is not YamlSequenceNode sequence)
        {
            faults.Add(new MappingFault(new Position(path, 1, 1), "there are no cases", "write 'cases:', and each case below it with '- case: its name'"));
            return null;
        }
        var cases = sequence.Children.Select(ReadCase).OfType<MappingCase>().ToList();
        return new CaseFile(new Position(path, 1, 1), dialect, name ?? Path.GetFileNameWithoutExtension(path), owner, cases);
    }

    private MappingCase? ReadCase(YamlNode node)
    {
        var before = faults.Count;
        var keys = Pairs(node, CaseKeys.Case);
        if (!keys.TryGetValue("case", out var named) || yaml.Scalar(named) is not { } name)
        {
            yaml.Fault(node, "a case without a name", "begin it with '- case: what it shows'");
            return null;
        }
        var source = new CaseSource(name, keys.Keys.ToHashSet(StringComparer.Ordinal)) { Below = LikeOf(keys) };
        Fill(source, keys);
        if (!known.TryAdd(name.Text, source)) yaml.Fault(name.At, $"another case is called '{name}', too", "give each a name of its own");
        return faults.Count == before ? source.Finish(faults) : null;
    }

    private CaseSource? LikeOf(Dictionary<string, YamlNode> keys)
    {
        if (!keys.TryGetValue("like", out var node) || yaml.Scalar(node) is not { } like) return null;
        if (known.TryGetValue(like.Text, out var model) || below.TryGetValue(like.Text, out model)) return model;
        var names = known.Keys.Concat(below.Keys).Distinct().ToList();
        yaml.Fault(like.At, $"no case above is called '{like}'", names.Count == 0 ? "leave 'like:' out" : $"those above are {string.Join(", ", names)}{Nearest.Hint(like.Text, names)}");
        return null;
    }

    private void Fill(CaseSource source, Dictionary<string, YamlNode> keys)
    {
        source.Ours = Tree("ours");
        source.Theirs = Tree("theirs");
        source.Becomes = Tree("becomes") is { } becomes ? CasePath.Spread(becomes, CasePath.Theirs) : null;
        source.OursHas = Fields("ours has");
        source.TheirsHas = Fields("theirs has");
        source.BecomesHas = Fields("becomes has");
        source.To = One("to");
        source.Only = Word("only", "reading", "writing");
        source.Held = One("held");
        source.Refused = keys.TryGetValue("refused", out var refused) ? yaml.Texts(refused) : [];
        source.Reports = Reports("reports");
        source.ReportsInReading = Reports("reports in reading");
        source.ReportsInWriting = Reports("reports in writing");
        if (keys.TryGetValue("values", out var values)) source.Tables = [.. Each(values).Select(Table).OfType<CaseTable>()];
        source.Surroundings = (source.Below?.Surroundings ?? new CaseSurroundings()) with { };
        if (One("at") is { } at) source.Surroundings = source.Surroundings with { At = at };
        if (Settings("settings", CaseKeys.Settings) is { } settings) source.Surroundings = source.Surroundings with { Settings = settings };
        if (Settings("agreement", CaseKeys.Agreement) is { } agreement) source.Surroundings = source.Surroundings with { Agreement = agreement };
        if (keys.TryGetValue("locations", out var locations)) source.Surroundings = source.Surroundings with { Locations = trees.List(locations) };
        if (keys.TryGetValue("tokens", out var tokens)) source.Surroundings = source.Surroundings with { Tokens = trees.List(tokens) };
        if (keys.TryGetValue("tariffs", out var tariffs)) source.Surroundings = source.Surroundings with { Tariffs = trees.List(tariffs) };

        CaseNode? Tree(string key) => keys.TryGetValue(key, out var tree) ? trees.Tree(tree) : null;
        CaseNode? Fields(string key) => keys.TryGetValue(key, out var fields) ? trees.Plain(fields) : null;
        Located? One(string key) => keys.TryGetValue(key, out var value) ? yaml.Scalar(value) : null;
        List<ExpectedReport>? Reports(string key) => keys.TryGetValue(key, out var reports) ? [.. Each(reports).Select(Report).OfType<ExpectedReport>()] : null;

        Located? Word(string key, params string[] words)
        {
            if (One(key) is not { } word) return null;
            if (words.Contains(word.Text)) return word;
            yaml.Fault(word.At, $"'{word}' is unknown here", $"write {string.Join(" or ", words.Select(w => $"'{w}'"))}{Nearest.Hint(word.Text, words)}");
            return null;
        }

        CaseNode? Settings(string key, string[] names)
        {
            if (!keys.TryGetValue(key, out var block)) return null;
            Pairs(block, names);
            return trees.Plain(block);
        }
    }

    private ExpectedReport? Report(YamlNode node)
    {
        if (node is YamlMappingNode { Children: [var pair] } && yaml.Scalar(pair.Key) is { } kind && yaml.Scalar(pair.Value) is { } rest)
        {
            if (!Enum.TryParse<LossKind>(kind.Text, out _)) yaml.Fault(kind.At, $"'{kind}' is no kind of report", $"kinds are {string.Join(", ", Enum.GetNames<LossKind>())}{Nearest.Hint(kind.Text, Enum.GetNames<LossKind>())}");
            var parts = rest.Text.Split(": ", 2);
            return new ExpectedReport(kind.At, kind.Text, parts[0], parts.Length > 1 ? parts[1] : "");
        }
        yaml.Fault(node, "no line of a report", "write '- Untold: remark', or with some of its words '- Untold: \"remark: eMIP has no remarks\"'");
        return null;
    }

    private CaseTable? Table(YamlNode node)
    {
        const string Form = "write '- OURS: THEIRS', as in a row, and below it 'lines:' with '- RFID <-> RFID-UID'";
        if (node is not YamlMappingNode { Children: [var row, var lines] } || yaml.Scalar(row.Key) is not { } ours || yaml.Scalar(row.Value) is not { } theirs
            || yaml.Scalar(lines.Key) is not { Text: "lines" })
        {
            yaml.Fault(node, "no table of values", Form);
            return null;
        }
        return new CaseTable(ours, theirs, [.. yaml.Texts(lines.Value).Select(l => CodeLine.Parse(l, faults)).OfType<CodeLine>()]);
    }

    private static IEnumerable<YamlNode> Each(YamlNode node) => node is YamlSequenceNode list ? list.Children : node is YamlScalarNode { Value: null or "" } ? [] : [node];

    private Dictionary<string, YamlNode> Pairs(YamlNode node, string[] names)
    {
        var pairs = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in yaml.Pairs(node))
        {
            if (names.Contains(key.Text)) pairs[key.Text] = value;
            else yaml.Fault(key.At, $"'{key}' is unknown here", $"known are {string.Join(", ", names)}{Nearest.Hint(key.Text, names)}");
        }
        return pairs;
    }
}
