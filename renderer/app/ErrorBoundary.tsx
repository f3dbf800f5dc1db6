import { Component, type ReactNode } from 'react';
import { Failure } from '../ui/States.tsx';

/** Catches what a screen could not draw, so that the rest of the evidence stays within reach. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return (
      <Failure
        message={`This screen could not be drawn: ${this.state.message}`}
        retry={() => this.setState({ message: null })}
      />
    );
  }
}
