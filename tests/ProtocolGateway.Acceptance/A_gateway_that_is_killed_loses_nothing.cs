using System.Globalization;

namespace ProtocolGateway.Acceptance;

/// <summary>
/// Kill -9 at random moments under load: while records come in, are committed and are delivered. Rounds: the environment
/// variable KILLS, 10 unless set.
/// </summary>
internal sealed class A_gateway_that_is_killed_loses_nothing : TwoWayJourney
{
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("KILLS") is { Length: > 0 } text ? text : "10", CultureInfo.InvariantCulture);

    [Test]
    public async Task Every_acknowledged_record_arrives_and_a_repeat_has_the_same_id()
    {
        var load = new Load(Gateway);
        var random = new Random(20240612);
        for (var round = 0; round < Rounds; round++)
        {
            await load.ProgressAsync();
            await Task.Delay(random.Next(0, 400));
            await Gateway.KillAsync();
            await Gateway.StartAgainAsync();
        }
        await load.ProgressAsync();
        await load.EndAsync();

        await load.AssertArrivedAsync(OcpiEmsp, EmipEmsp, Gateway.Operators);
    }
}
