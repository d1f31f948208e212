using System.Text.RegularExpressions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.StandIns;

/// <summary>The product's own mapping files. Their steps complete nothing here: what is written is complete already.</summary>
internal static partial class TestMappings
{
    public static IMappings All { get; } = Load();

    private static MappingsInForce Load()
    {
        var folder = Path.Combine(Places.Repository, "mappings");
        var names = System.IO.Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .SelectMany(file => BeforeWriting().Matches(File.ReadAllText(file)))
            .SelectMany(line => line.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Distinct();
        var load = MappingBook.Load(folder, Path.Combine(Places.Repository, "schemas"), [.. names.Select(name => new IdleStep(name))]);
        var mappings = new MappingsInForce();
        mappings.Use(load.Book ?? throw new InvalidOperationException(string.Join('\n', load.Faults)));
        return mappings;
    }

    [GeneratedRegex(@"^before writing:\s*\[(.*)\]", RegexOptions.Multiline)]
    private static partial Regex BeforeWriting();

    private sealed class IdleStep(string name) : IStep
    {
        public string Name => name;

        public string Purpose => "Does nothing.";

        public ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation) => default;
    }
}
