import { Component } from 'react';
import type { ReactNode } from 'react';
import { RenderErrorPage } from './ErrorPages.tsx';

type Props = { resetKey: string; children: ReactNode };
type State = { error: unknown; at: string };

/** Shows the error page in place of a page whose code threw, until the person goes elsewhere or retries. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, at: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.at ? null : { error: undefined, at: props.resetKey };
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <RenderErrorPage error={this.state.error} resetErrorBoundary={() => this.setState({ error: undefined })} />;
  }
}
