using System.Diagnostics.Metrics;
using System.Text;

namespace Rlar.Server.Native;

/// <summary>
/// A meter's instruments as Prometheus reads them (text format 0.0.4). The instruments are .NET's own, so that an exporter of OpenTelemetry can read them
/// as well; its exporter for Prometheus has no stable version, and this is what is needed of it.
/// </summary>
internal sealed class MetricsText : IDisposable
{
    /// <summary>The content type.</summary>
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly Lock _one = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Begins to listen.</summary>
    /// <param name="meter">The meter.</param>
    internal MetricsText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument, FamilyOf(instrument));
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((MetricFamily)family!).Add(value, tags));
        _listener.Start();
    }

    /// <summary>Writes all that was measured.</summary>
    /// <param name="output">Takes the text.</param>
    internal void Write(PooledOutput output)
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (_one)
        {
            foreach (var family in _families.Values)
                family.Write(text);
        }

        _ = Encoding.UTF8.GetBytes(text.ToString(), output.Bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private MetricFamily FamilyOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_');
        var family = instrument switch
        {
            Histogram<double> => new MetricFamily($"{name}_seconds", "histogram", instrument.Description ?? ""),
            Counter<long> => new MetricFamily($"{name}_total", "counter", instrument.Description ?? ""),
            _ => new MetricFamily(name, "gauge", instrument.Description ?? ""),
        };
        lock (_one)
            _families.Add(family.Name, family);
        return family;
    }
}
