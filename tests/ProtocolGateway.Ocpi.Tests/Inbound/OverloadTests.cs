using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Ocpi.Inbound;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Ocpi.Tests.Upkeep;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

public sealed class OverloadTests
{
    private OcpiUnderTest ocpi = null!;

    [SetUp]
    public async Task Start() => ocpi = await OcpiUnderTest.StartAsync();

    [TearDown]
    public async Task Stop() => await ocpi.DisposeAsync();

    [Test]
    public async Task Who_comes_when_all_places_are_taken_is_told_to_come_again()
    {
        var places = Enumerable.Range(0, 8).Select(_ => ocpi.Intake.TryEnter(0)!).ToList();
        var full = await ocpi.PostCdrAsync(Cdrs.Whole);
        places.ForEach(p => p.Dispose());
        var again = await ocpi.PostCdrAsync(Cdrs.Whole);

        Assert.That((full.Http, full.Code, full.Headers["Retry-After"]), Is.EqualTo((503, 3000, "5")));
        Assert.That((again.Http, ocpi.Gateway.Accepted.Count), Is.EqualTo((201, 1)));
        Assert.That(ocpi.Gateway.Unserved.Select(p => p.Id), Is.EqualTo(new[] { "cpo" }), "what it could not tell is asked for");
    }

    [Test]
    public async Task A_place_is_free_again_whatever_became_of_the_request()
    {
        ocpi.Gateway.Accept = _ => throw new InvalidOperationException("a bug");
        for (var i = 0; i < 10; i++) Assert.That((await ocpi.PostCdrAsync(Cdrs.Whole)).Http, Is.EqualTo(500));
        await ocpi.PostCdrAsync("{");
        await ocpi.GetAsync("/ocpi/versions");

        Assert.That((ocpi.Intake.Requests, ocpi.Intake.Bytes), Is.EqualTo((0, 0L)));
        Assert.That(ocpi.Gateway.Unserved.Select(p => p.Id).Distinct(), Is.EqualTo(new[] { "cpo" }));
    }

    [TestCase(true, 201)]
    [TestCase(false, 503)]
    public async Task A_body_whose_length_is_not_told_needs_the_room_of_the_largest(bool told, int status)
    {
        await using var small = await OcpiUnderTest.StartAsync(new IntakeLimits(Bytes: RequestBody.Most));
        using var other = small.Intake.TryEnter(1);
        using HttpContent body = told ? new StringContent(Cdrs.Whole) : new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(Cdrs.Whole)));

        var answer = await small.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", body, OcpiUnderTest.CpoToken);

        Assert.That(answer.Http, Is.EqualTo(status));
    }

    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

/// <summary>Many senders and a journal that somebody else holds.</summary>
internal sealed class StalledJournalTests : Away
{
    [Test]
    public async Task Every_answer_is_a_success_or_503_with_Retry_After_and_what_was_taken_is_there_once()
    {
        const int Senders = 200;
        var intake = Gateway.Get<Intake>();
        var (taken, turnedAway, most) = (new ConcurrentBag<int>(), 0, 0);
        using var over = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                most = Math.Max(most, intake.Requests);
                await Task.Delay(1, CancellationToken.None);
            }
        });

        Task Sending(int round) => Task.WhenAll(Enumerable.Range(round * Senders, Senders).Select(SendAsync));
        await Sending(0);
        using (Lock()) await Sending(1);
        await Sending(2);
        await over.CancelAsync();
        await watching;

        Assert.That(turnedAway, Is.GreaterThanOrEqualTo(Senders), "the journal took nothing while it was held");
        Assert.That(most, Is.LessThanOrEqualTo(WholeGateway.MostRequests));
        Assert.That((intake.Requests, intake.Bytes), Is.EqualTo((0, 0L)));
        Assert.That(Gateway.Owed().Order(), Is.EqualTo(Keys(taken).Order()));
        Assert.That(Gateway.Exchanges(), Has.Count.EqualTo(taken.Count), "nothing half taken");

        async Task SendAsync(int number)
        {
            using var answer = await Gateway.SendAsync(Cdr(number));
            if (answer.StatusCode == HttpStatusCode.Created) taken.Add(number);
            else
            {
                Assert.That((answer.StatusCode, answer.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, (TimeSpan?)TimeSpan.FromSeconds(5))));
                Interlocked.Increment(ref turnedAway);
            }
        }
    }
}
