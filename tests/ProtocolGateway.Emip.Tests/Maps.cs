using System.Text.RegularExpressions;
using ProtocolGateway.Mapping;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests;

/// <summary>The mappings of the repository; their steps do nothing, since they have tests of their own.</summary>
internal sealed partial class Maps : IMappings
{
    public static IMappings InForce { get; } = new Maps();

    private Maps()
    {
        var folder = Path.Combine(Samples.Root, "mappings");
        var named = System.IO.Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .SelectMany(f => BeforeWriting().Matches(File.ReadAllText(f))).SelectMany(m => m.Groups[1].Value.Split(','))
            .Select(n => n.Trim()).Distinct().Select(n => new Idle(n));
        var load = MappingBook.Load(folder, Path.Combine(Samples.Root, "schemas"), [.. named]);
        Current = load.Book ?? throw new InvalidOperationException(string.Join('\n', load.Faults));
    }

    public MappingBook Current { get; }

    [GeneratedRegex(@"before writing:\s*\[([^\]]*)\]")]
    private static partial Regex BeforeWriting();

    private sealed record Idle(string Name) : IStep
    {
        public string Purpose => "Does nothing.";

        public ValueTask<Hold?> ApplyAsync(Completion completion, CancellationToken cancellation) => default;
    }
}
