namespace ProtocolGateway.Benchmarks.Cluster;

/// <summary>A table for the README.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    public void Print()
    {
        System.Console.WriteLine();
        Line(heads);
        Line([.. heads.Select(_ => "---")]);
        rows.ForEach(Line);
    }

    private static void Line(string[] cells) => System.Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
