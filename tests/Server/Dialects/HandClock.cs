namespace Rlar.Server.Tests.Dialects;

/// <summary>A clock that a test moves; its timers are the system's.</summary>
internal sealed class HandClock : TimeProvider
{
    private TimeSpan _passed;

    internal void Pass(TimeSpan time) => _passed += time;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero) + _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;
}
