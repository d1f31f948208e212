namespace ProtocolGateway.Benchmarks;

/// <summary>The table that goes into the README: product beside yardstick, and the ratio that is aimed at.</summary>
internal sealed class Figures
{
    private readonly List<string> rows = [];

    public void Add(string what, double yardstick, double product, string unit, double? aim)
    {
        var ratio = product / yardstick;
        var aimed = aim is null ? "" : $"≤ {aim:0.0}{(ratio <= aim ? "" : " (missed)")}";
        rows.Add($"| {what} | {yardstick:0.0} {unit} | {product:0.0} {unit} | **{ratio:0.00}** | {aimed} |");
    }

    public void Print()
    {
        if (rows.Count == 0) return;
        System.Console.WriteLine();
        System.Console.WriteLine($"On {Environment.ProcessorCount} cores, .NET {Environment.Version}:");
        System.Console.WriteLine();
        System.Console.WriteLine("| | by hand | ProtocolGateway | ratio | aim |");
        System.Console.WriteLine("|---|---|---|---|---|");
        rows.ForEach(System.Console.WriteLine);
    }
}
