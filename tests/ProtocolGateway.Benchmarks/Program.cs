using System.Globalization;
using ProtocolGateway.Benchmarks;
using ProtocolGateway.Benchmarks.EndToEnd;
using ProtocolGateway.Benchmarks.Translation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Arguments.Read(args) is not { } arguments)
{
    System.Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

var figures = new Figures();
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
    default:
        TranslateBenchmark.Run(arguments with { Rounds = null, Only = null }, figures);
        await EndToEndBenchmark.RunAsync(arguments, figures);
        break;
}

figures.Print();
return 0;
