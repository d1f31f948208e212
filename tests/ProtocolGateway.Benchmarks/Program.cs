using System.Globalization;
using ProtocolGateway.Benchmarks;
using ProtocolGateway.Benchmarks.Authorising;
using ProtocolGateway.Benchmarks.Cluster;
using ProtocolGateway.Benchmarks.Directory;
using ProtocolGateway.Benchmarks.EndToEnd;
using ProtocolGateway.Benchmarks.Reloading;
using ProtocolGateway.Benchmarks.Soaking;
using ProtocolGateway.Benchmarks.Storm;
using ProtocolGateway.Benchmarks.Translation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Arguments.Read(args) is not { } arguments)
{
    System.Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

var figures = new Figures();
try
{
    switch (arguments.Mode)
    {
        case "sink":
            return await Sink.RunAsync();
        case "bare":
            return await BareEndpoint.RunAsync(arguments.Target!);
        case "translate":
            TranslateBenchmark.Run(arguments, figures);
            break;
        case "end-to-end":
            await EndToEndBenchmark.RunAsync(arguments, figures);
            break;
        case "emsp":
            return await Emsp.RunAsync();
        case "ocpi-emsp":
            return await OcpiEmsp.RunAsync();
        case "hop":
            return await Hop.RunAsync(arguments.Target!);
        case "authorise":
            await AuthoriseBenchmark.RunAsync(arguments, figures);
            break;
        case "start":
            await StartBenchmark.RunAsync(arguments, figures);
            break;
        case "page":
            PageBenchmark.Run(arguments, figures);
            break;
        case "patches":
            await PatchBenchmark.RunAsync(arguments);
            break;
        case "directory":
            await DirectoryBenchmark.RunAsync(arguments);
            break;
        case "reload":
            await ReloadBenchmark.RunAsync(arguments, figures);
            break;
        case "storm":
            await StormBenchmark.RunAsync(arguments);
            break;
        case "soak":
            await SoakBenchmark.RunAsync(arguments);
            break;
        case "cluster":
            await ClusterBenchmark.RunAsync(arguments);
            break;
        default:
            TranslateBenchmark.Run(arguments with { Rounds = null, Only = null }, figures);
            PageBenchmark.Run(arguments with { Rounds = null }, figures);
            await EndToEndBenchmark.RunAsync(arguments, figures);
            await AuthoriseBenchmark.RunAsync(arguments, figures);
            await StartBenchmark.RunAsync(arguments with { Rounds = null }, figures);
            await ReloadBenchmark.RunAsync(arguments with { Records = null }, figures);
            if (arguments.WithCluster) await ClusterBenchmark.RunAsync(arguments);
            break;
    }
}
catch (Exception e) when (e is InvalidOperationException or TimeoutException)
{
    // What is not the same, or did not arrive, has no figure.
    System.Console.Error.WriteLine(e.Message);
    return 1;
}

figures.Print();
return 0;
