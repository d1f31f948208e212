using System.Globalization;

namespace ProtocolGateway.Benchmarks;

/// <summary>What the command line asks for; null from <see cref="Read"/> when it asks for nothing that there is.</summary>
internal sealed record Arguments
{
    public const string Usage =
        """
        dotnet run -c Release --project tests/ProtocolGateway.Benchmarks -- MODE [--rounds N] [--records N] [--only product|yardstick]
          translate    one CDR in process, both ways, beside code written by hand; and what each part costs
          page         a page of 200 OCPI locations in process, read and written, beside System.Text.Json
          end-to-end   one CDR through a running gateway, beside a bare endpoint
          authorise    one question through a running gateway, in eMIP and in OCPI, beside a bare HTTP hop
          start        from the start of the program until it is ready, beside a bare endpoint's
          reload       changed mapping files, more than 500 and those of 200 partners, while CDRs pass
          all          these six, and a table for the README
          patches      OCPI EVSE status PATCHes as fast as a gateway takes them
          directory    a directory of 300000 locations beside one of 1000: import, list, PATCH
          storm        EVSE statuses by the thousand a second: rate, memory and journal
          soak         minutes at half of what goes through at most: memory and latency at the end beside the beginning
          cluster      nodes on PostgreSQL and RabbitMQ: beside what those bear, and growing; takes minutes
        --rounds N     rounds of each candidate (translate: 41; page: 21; start: 5; the others: 3); calls of each kind (directory: 300); minutes (soak: 15)
        --records N    CDRs or questions per round (end-to-end, authorise: 5000; cluster: 3000); reports (storm: 40000); PATCHes (patches: 40000); CDRs (reload: 4000);
                       locations (directory: 300000)
        --rows N       CDRs that the largest journal of cluster begins with (1000000)
        --only X       product (translate) or yardstick (both): only this side, for a profiler to look at;
                       limits, partners, nodes or rows (cluster): only this part;
                       embedded (soak): one gateway on the embedded default, not two nodes
        --with cluster all: that too
        """;

    public required string Mode { get; init; }

    public int? Rounds { get; init; }

    public int? Records { get; init; }

    public int Rows { get; init; } = 1_000_000;

    /// <summary>Whether <c>all</c> holds <c>cluster</c> too.</summary>
    public bool WithCluster { get; init; }

    public string? Only { get; init; }

    /// <summary>Where the bare endpoint, or the hop, posts to.</summary>
    public string? Target { get; init; }

    public static Arguments? Read(string[] args)
    {
        if (args.Length % 2 != 1 || args[0] is not ("translate" or "end-to-end" or "authorise" or "start" or "page" or "patches" or "directory" or "reload" or "emsp" or "ocpi-emsp" or "hop" or "all" or "cluster" or "soak" or "storm" or "bare" or "sink")) return null;
        var read = new Arguments { Mode = args[0] };
        for (var i = 1; i < args.Length; i += 2)
        {
            Arguments? with = (args[i], args[i + 1]) switch
            {
                ("--rounds", var text) when Count(text, out var n) => read with { Rounds = n },
                ("--records", var text) when Count(text, out var n) => read with { Records = n },
                ("--rows", var text) when Count(text, out var n) => read with { Rows = n },
                ("--with", "cluster") => read with { WithCluster = true },
                ("--only", "limits" or "partners" or "nodes" or "rows") when read.Mode == "cluster" => read with { Only = args[i + 1] },
                ("--only", "embedded") when read.Mode == "soak" => read with { Only = args[i + 1] },
                ("--only", "product" or "yardstick") when read.Mode is not ("cluster" or "soak") => read with { Only = args[i + 1] },
                ("--target", var url) => read with { Target = url },
                _ => null,
            };
            if (with is null) return null;
            read = with;
        }
        return read;
    }

    private static bool Count(string text, out int n) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out n) && n > 0;
}
