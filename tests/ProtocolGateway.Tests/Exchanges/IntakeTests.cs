using ProtocolGateway.Exchanges;

namespace ProtocolGateway.Tests.Exchanges;

public sealed class IntakeTests
{
    [Test]
    public void So_many_requests_are_let_in_and_the_next_when_one_has_left()
    {
        var intake = new Intake(new IntakeLimits(Requests: 2));
        using var first = intake.TryEnter(0);
        var second = intake.TryEnter(0);
        Assert.That(intake.TryEnter(0), Is.Null);

        second!.Dispose();
        second.Dispose();

        Assert.That(intake.Requests, Is.EqualTo(1), "who left twice left once");
        Assert.That(intake.TryEnter(0), Is.Not.Null);
        Assert.That(intake.TryEnter(0), Is.Null);
    }

    [Test]
    public void So_many_bytes_are_let_in_and_what_a_body_does_not_take_is_free_again()
    {
        var intake = new Intake(new IntakeLimits(Bytes: 100));
        using var first = intake.TryEnter(70);
        Assert.That(intake.TryEnter(31), Is.Null);

        first!.Read(50);
        first.Read(60);
        using var second = intake.TryEnter(50);

        Assert.That(second, Is.Not.Null);
        Assert.That(intake.Bytes, Is.EqualTo(100));
        first.Dispose();
        Assert.That((intake.Requests, intake.Bytes), Is.EqualTo((1, 50L)));
    }
}
