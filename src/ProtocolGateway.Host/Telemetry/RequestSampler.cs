using System.Diagnostics;
using OpenTelemetry.Trace;

namespace ProtocolGateway.Host.Telemetry;

/// <summary>
/// A trace begins with a request to us. What the bus or a call does without one (a search of the journal, a look at a
/// partner's versions) would be a trace that tells nothing.
/// </summary>
internal sealed class RequestSampler(double part) : Sampler
{
    private readonly TraceIdRatioBasedSampler ratio = new(part);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind is ActivityKind.Server ? ratio.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
