using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ProtocolGateway.Bus;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Questions;
using ProtocolGateway.Testing;
using ProtocolGateway.Testing.Servers;
using ProtocolGateway.Tests.Exchanges;

namespace ProtocolGateway.Tests.Bus;

/// <summary>Questions over either bus.</summary>
[TestFixture(BusTransport.InMemory)]
[TestFixture(BusTransport.RabbitMq)]
public sealed class QuestionTests(BusTransport transport)
{
    private static readonly FindChargeDetailRecords Question = new() { AskedBy = Samples.Emsp, SessionId = "S-1" };
    private static readonly ChargeDetailRecordsFound Found = new() { Records = [Samples.Record()] };

    private readonly List<IHost> nodes = [];
    private RabbitMqServer? broker;
    private Partner partner = null!;

    [OneTimeSetUp]
    public async Task StartBroker()
    {
        if (transport == BusTransport.RabbitMq) broker = await RabbitMqServer.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopBroker()
    {
        if (broker is not null) await broker.DisposeAsync();
    }

    [SetUp]
    public void Name() => partner = Samples.EmspPartner with { Id = $"emsp-{Guid.NewGuid():n}" };

    [TearDown]
    public async Task StopNodes()
    {
        foreach (var node in nodes)
        {
            await node.StopAsync();
            node.Dispose();
        }
        nodes.Clear();
    }

    [Test]
    public async Task An_answer_comes_back_whole()
    {
        var answerer = new Answerer((_, _) => Task.FromResult<Answer<ChargeDetailRecordsFound>>(Found));
        var node = await StartAsync(answerer);

        var answer = await AskAsync(node, TimeSpan.FromSeconds(20));

        Assert.That(answer.Why, Is.Null);
        Assert.That(answer.Value!.Records, Is.EqualTo(Found.Records));
        Assert.That(answerer.Asked, Is.EqualTo(new[] { Question }));
    }

    [Test]
    public async Task What_has_expired_is_not_said()
    {
        var answerer = new Answerer((_, _) => Task.FromResult<Answer<ChargeDetailRecordsFound>>(Found));
        var node = await StartAsync(answerer);

        Assert.That((await AskAsync(node, TimeSpan.FromMilliseconds(-1))).Why, Is.EqualTo(NoAnswer.Expired));
        Assert.That(answerer.Asked, Is.Empty);
    }

    [Test]
    public async Task A_partner_that_is_too_slow_is_cut_off_at_the_deadline()
    {
        var cut = new TaskCompletionSource();
        var answerer = new Answerer(async (_, stop) =>
        {
            using var told = stop.Register(cut.SetResult);
            await Task.Delay(Timeout.Infinite, stop);
            return Found;
        });
        var node = await StartAsync(answerer);

        Assert.That((await AskAsync(node, TimeSpan.FromMilliseconds(500))).Why, Is.EqualTo(NoAnswer.Expired));
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Test]
    public async Task A_question_that_expires_while_others_are_asked_is_not_said()
    {
        var open = new TaskCompletionSource();
        var answerer = new Answerer(async (_, _) =>
        {
            await open.Task;
            return Found;
        });
        partner = partner with { Questions = new() { Concurrency = 1 } };
        var node = await StartAsync(answerer);
        var first = AskAsync(node, TimeSpan.FromSeconds(30));
        await Eventually.TrueAsync(() => answerer.Asked.Count == 1, "the first is asked");

        var second = await AskAsync(node, TimeSpan.FromMilliseconds(500));
        open.SetResult();

        Assert.That((second.Why, (await first).Why), Is.EqualTo((NoAnswer.Expired, (NoAnswer?)null)));
        Assert.That((await AskAsync(node, TimeSpan.FromSeconds(20))).Why, Is.Null);
        Assert.That(answerer.Asked, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_fault_of_ours_is_told_to_whoever_waits()
    {
        var node = await StartAsync(new Answerer((_, _) => throw new InvalidOperationException("a bug")));

        Assert.That((await AskAsync(node, TimeSpan.FromSeconds(20))).Why, Is.EqualTo(NoAnswer.Failed));
    }

    [Test]
    public async Task A_partner_that_there_is_not_answers_nothing()
    {
        var node = await StartAsync(new Answerer((_, _) => throw new InvalidOperationException("not to be asked")));
        partner = partner with { Id = "nobody" };

        Assert.That((await AskAsync(node, TimeSpan.FromSeconds(20))).Why, Is.EqualTo(NoAnswer.Nobody));
    }

    [Test]
    public async Task Before_its_broker_is_there_a_node_asks_itself()
    {
        var nowhere = transport == BusTransport.RabbitMq ? RabbitMqServer.UrlThrough(Ports.Next()) : null;
        var node = Build(new Answerer((_, _) => Task.FromResult<Answer<ChargeDetailRecordsFound>>(Found)), nowhere);
        await node.StartAsync();

        Assert.That((await AskAsync(node, TimeSpan.FromSeconds(2))).Why, Is.Null);
    }

    [Test]
    public async Task Any_node_on_the_bus_may_answer()
    {
        var answerers = new[] { NewAnswerer(), NewAnswerer() };
        var asking = await StartAsync(answerers[0]);
        await StartAsync(answerers[1]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(asking, TimeSpan.FromSeconds(20))));

        Assert.That(answers.Select(a => a.Why), Is.All.Null);
        // The bus inside the process ends at its node.
        Assert.That(answerers.Select(a => !a.Asked.IsEmpty), Is.EqualTo(new[] { true, transport == BusTransport.RabbitMq }));

        static Answerer NewAnswerer() => new((_, _) => Task.FromResult<Answer<ChargeDetailRecordsFound>>(Found));
    }

    private async Task<IHost> StartAsync(Answerer answerer)
    {
        var node = Build(answerer, broker?.Url);
        await node.StartAsync();
        if (node.Services.GetService<PartnerQueues>() is { } queues)
            await Eventually.TrueAsync(
                () => queues.Asks(partner.Id).IsUp && node.Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy,
                "the lane is there", TimeSpan.FromSeconds(30));
        return node;
    }

    private IHost Build(Answerer answerer, Uri? url)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new PartnerBook(new("FR", "GTW"), [partner], []))
            .AddSingleton<IAnswerer<FindChargeDetailRecords, ChargeDetailRecordsFound>>(answerer)
            .AddQuestion<FindChargeDetailRecords, ChargeDetailRecordsFound>()
            .AddBus(new BusSettings(transport, url));
        var node = builder.Build();
        nodes.Add(node);
        return node;
    }

    private Task<Answer<ChargeDetailRecordsFound>> AskAsync(IHost node, TimeSpan within) =>
        node.Services.GetRequiredService<IQuestions>().AskAsync<FindChargeDetailRecords, ChargeDetailRecordsFound>(
            partner.Id, Question, DateTimeOffset.UtcNow + within, CancellationToken.None);

    private sealed class Answerer(Func<FindChargeDetailRecords, CancellationToken, Task<Answer<ChargeDetailRecordsFound>>> answer)
        : IAnswerer<FindChargeDetailRecords, ChargeDetailRecordsFound>
    {
        public System.Collections.Concurrent.ConcurrentQueue<FindChargeDetailRecords> Asked { get; } = new();

        public Task<Answer<ChargeDetailRecordsFound>> AnswerAsync(
            Partner partner, FindChargeDetailRecords question, DateTimeOffset deadline, CancellationToken cut)
        {
            Asked.Enqueue(question);
            return answer(question, cut);
        }
    }
}
