using ProtocolGateway.Canonical;

namespace ProtocolGateway.Tests.Statuses;

/// <summary>The table of translation.md section 9, row by row.</summary>
public sealed class EvseStatusTableTests
{
    [TestCase(AvailabilityStatus.OUT_OF_ORDER, null, EvseStatus.OUTOFORDER)]
    [TestCase(AvailabilityStatus.OUT_OF_ORDER, BusyStatus.FREE, EvseStatus.OUTOFORDER)]
    [TestCase(AvailabilityStatus.FUTURE, BusyStatus.BUSY, EvseStatus.PLANNED)]
    [TestCase(AvailabilityStatus.DELETED, BusyStatus.FREE, EvseStatus.REMOVED)]
    [TestCase(AvailabilityStatus.IN_SERVICE, BusyStatus.FREE, EvseStatus.AVAILABLE)]
    [TestCase(AvailabilityStatus.IN_SERVICE, BusyStatus.BUSY, EvseStatus.CHARGING)]
    [TestCase(AvailabilityStatus.IN_SERVICE, BusyStatus.RESERVED, EvseStatus.RESERVED)]
    [TestCase(null, BusyStatus.FREE, EvseStatus.AVAILABLE)]
    [TestCase(null, BusyStatus.BUSY, EvseStatus.CHARGING)]
    [TestCase(null, BusyStatus.RESERVED, EvseStatus.RESERVED)]
    [TestCase(AvailabilityStatus.IN_SERVICE, null, EvseStatus.UNKNOWN)]
    [TestCase(AvailabilityStatus.IN_SERVICE, BusyStatus.UNSPECIFIED, EvseStatus.UNKNOWN)]
    [TestCase(AvailabilityStatus.UNSPECIFIED, BusyStatus.FREE, EvseStatus.UNKNOWN)]
    public void Two_states_are_one_status(AvailabilityStatus? availability, BusyStatus? busy, EvseStatus expected) =>
        Assert.That(EvseStatusTable.Combine(availability, busy), Is.EqualTo(expected));

    [TestCase(EvseStatus.AVAILABLE, AvailabilityStatus.IN_SERVICE, BusyStatus.FREE)]
    [TestCase(EvseStatus.CHARGING, AvailabilityStatus.IN_SERVICE, BusyStatus.BUSY)]
    [TestCase(EvseStatus.BLOCKED, AvailabilityStatus.IN_SERVICE, BusyStatus.BLOCKED)]
    [TestCase(EvseStatus.RESERVED, AvailabilityStatus.IN_SERVICE, BusyStatus.RESERVED)]
    [TestCase(EvseStatus.OUTOFORDER, AvailabilityStatus.OUT_OF_ORDER, null)]
    [TestCase(EvseStatus.INOPERATIVE, AvailabilityStatus.INOPERATIVE, null)]
    [TestCase(EvseStatus.PLANNED, AvailabilityStatus.FUTURE, null)]
    [TestCase(EvseStatus.REMOVED, AvailabilityStatus.DELETED, null)]
    [TestCase(EvseStatus.UNKNOWN, AvailabilityStatus.UNSPECIFIED, BusyStatus.UNSPECIFIED)]
    public void One_status_is_two_states(EvseStatus status, AvailabilityStatus availability, BusyStatus? busy) =>
        Assert.That(EvseStatusTable.Split(status), Is.EqualTo((availability, busy)));

    [Test]
    public void Every_status_comes_back([Values] EvseStatus status)
    {
        var (availability, busy) = EvseStatusTable.Split(status);
        Assert.That(EvseStatusTable.Combine(availability, busy), Is.EqualTo(status));
    }
}
