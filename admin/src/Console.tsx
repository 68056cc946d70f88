import { createBrowserRouter, RouterProvider } from 'react-router-dom';
import { App } from './App.tsx';

const router = createBrowserRouter([{ path: '*', element: <App /> }]);

/** The console for who is signed in. */
export const Console = () => <RouterProvider router={router} />;
