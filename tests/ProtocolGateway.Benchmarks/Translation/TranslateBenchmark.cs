using ProtocolGateway.Benchmarks.Yardstick;

namespace ProtocolGateway.Benchmarks.Translation;

/// <summary>One CDR each way in process, by hand and by mapping, and what each part of the mapped way costs.</summary>
internal static class TranslateBenchmark
{
    private const double Aim = 2.0;

    public static void Run(Arguments arguments, Figures figures)
    {
        var rounds = arguments.Rounds ?? 41;
        Candidate[] byHand =
        [
            new("eMIP to OCPI by hand", () => EmipToOcpi.Translate(Records.EmipCdr, Records.At)),
            new("OCPI to eMIP by hand", () => OcpiToEmip.Translate(Records.OcpiCdr)),
        ];
        if (arguments.Only == "yardstick")
        {
            Print($"by hand only, {rounds} rounds", [.. byHand, .. Parts.Readers], rounds);
            return;
        }

        var product = Product.Load();
        Contents.DemandSameJson(EmipToOcpi.Translate(Records.EmipCdr, Records.At).WrittenMemory, product.EmipToOcpi(Records.EmipCdr).WrittenMemory);
        Contents.DemandSameXml(OcpiToEmip.Translate(Records.OcpiCdr).ToArray(), product.OcpiToEmip(Records.OcpiCdr).ToArray());
        Candidate[] mapped =
        [
            new("eMIP to OCPI mapped", () => product.EmipToOcpi(Records.EmipCdr)),
            new("OCPI to eMIP mapped", () => product.OcpiToEmip(Records.OcpiCdr)),
        ];
        if (arguments.Only == "product")
        {
            Print($"mapped only, {rounds} rounds", mapped, rounds);
            return;
        }

        var costs = Print($"one CDR: eMIP {Records.EmipCdr.Length} B, OCPI {Records.OcpiCdr.Length} B; median of {rounds} rounds", [byHand[0], mapped[0], byHand[1], mapped[1]], rounds);
        Add(figures, "eMIP CDR to OCPI", costs[0], costs[1]);
        Add(figures, "OCPI CDR to eMIP", costs[2], costs[3]);
        Print("what reading costs anybody", Parts.Readers, rounds / 2 + 1);
        Print("what costs most, part by part, eMIP to OCPI", Parts.EmipToOcpi(product), rounds / 2 + 1);
        Print("what costs most, part by part, OCPI to eMIP", Parts.OcpiToEmip(product), rounds / 2 + 1);
    }

    private static void Add(Figures figures, string what, Cost byHand, Cost mapped)
    {
        figures.Add($"{what}, CPU", byHand.Microseconds, mapped.Microseconds, "µs", Aim);
        figures.Add($"{what}, allocated", byHand.Kilobytes, mapped.Kilobytes, "kB", Aim);
    }

    private static IReadOnlyList<Cost> Print(string title, IReadOnlyList<Candidate> candidates, int rounds)
    {
        var costs = Measurement.InTurn(candidates, rounds);
        System.Console.WriteLine();
        System.Console.WriteLine(title);
        for (var i = 0; i < candidates.Count; i++)
            System.Console.WriteLine($"  {candidates[i].Name,-44} {costs[i].Microseconds,7:0.00} µs {costs[i].Kilobytes,7:0.0} kB");
        return costs;
    }
}
