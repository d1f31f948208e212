using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Soaking;

/// <summary>What a minute of load saw: times in ms, and the memory of all nodes at its end.</summary>
/// <param name="AgeP50">From the answer to the arrival at the eMSP.</param>
/// <param name="AgeP99">The same.</param>
internal sealed record Minute(double AnsweredP50, double AnsweredP99, double AgeP50, double AgeP99, double Megabytes)
{
    public static Minute Of(Seen seen, long memory) => new(
        Measurement.Percentile(seen.Acknowledged, 0.5), Measurement.Percentile(seen.Acknowledged, 0.99),
        Measurement.Percentile(seen.Ages, 0.5), Measurement.Percentile(seen.Ages, 0.99), memory / 1e6);

    /// <summary>Of each figure for itself.</summary>
    public static Minute Median(IEnumerable<Minute> minutes)
    {
        var all = minutes.ToList();
        return new(Of(m => m.AnsweredP50), Of(m => m.AnsweredP99), Of(m => m.AgeP50), Of(m => m.AgeP99), Of(m => m.Megabytes));

        double Of(Func<Minute, double> value) => Measurement.Median(all.Select(value));
    }

    public void Print(string name) => System.Console.WriteLine(
        $"  {name,-8} {AnsweredP50,9:0.0} ms {AnsweredP99,6:0.0} ms {AgeP50,11:0.0} ms {AgeP99,6:0.0} ms {Megabytes,7:0} MB");
}
