using System.Collections;

namespace Rlar.Agents.Scripts.Running;

/// <summary>A sequence that is made while it is read: each element is a step, and what makes it is one call deeper.</summary>
/// <param name="inner">The sequence.</param>
internal sealed class MeteredSequence<T>(IEnumerable<T> inner) : IEnumerable<T>
{
    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        Meter.Enter();
        try
        {
            return new Walk(inner.GetEnumerator());
        }
        finally
        {
            Meter.Leave();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Walk(IEnumerator<T> inner) : IEnumerator<T>
    {
        public T Current => inner.Current;

        object? IEnumerator.Current => inner.Current;

        public bool MoveNext()
        {
            Meter.Enter();
            try
            {
                return inner.MoveNext();
            }
            finally
            {
                Meter.Leave();
            }
        }

        public void Reset() => inner.Reset();

        public void Dispose() => inner.Dispose();
    }
}
